"""An event as a file for one's own calendar: one, under its own title, and nothing that it does not say."""

from datetime import UTC, date, datetime, time, timedelta

from campaigning import COFFEE, TODAY, a_campaign, an_event, text_in
from hygiene import InspectingClient
from icalendar import Calendar
from sqlalchemy.orm import Session


def test_an_event_goes_into_ones_calendar_under_its_own_title_and_a_name_that_says_nothing(
    client: InspectingClient, session: Session
) -> None:
    event = an_event(session, day=date(2027, 3, 28), begins=time(1), ends=time(4), booking="08-465 004 50").id
    session.commit()
    path = f"/en/events/{event}.ics"
    assert f'href="{path}">Put it in your calendar<span class="hidden">: ' in client.get("/en/events").get_data(
        as_text=True
    )
    answer = client.get(path)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="event.ics"'
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert b"huskurage" not in answer.get_data().lower()
    assert client.get(path).get_data() == answer.get_data(), "put there twice it is still one"
    entry = Calendar.from_ical(answer.get_data()).walk("VEVENT")[0]
    assert entry["summary"] == COFFEE["en"]
    assert entry["location"] == "Biblioteket, Kyrkogatan 12"
    assert entry.decoded("dtstart") == datetime(2027, 3, 28, 0, 0, tzinfo=UTC)
    assert entry.decoded("dtend") == datetime(2027, 3, 28, 2, 0, tzinfo=UTC), "an hour was skipped in between"
    assert set(entry) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION"}


def test_a_title_cannot_write_more_into_the_calendar_than_itself(client: InspectingClient, session: Session) -> None:
    event = an_event(session, title=text_in({"sv": "Kaffe; te, bullar\\n"}), place="A\nEND:VEVENT", called_off=True).id
    session.commit()
    found = Calendar.from_ical(client.get(f"/sv/events/{event}.ics").get_data()).walk("VEVENT")
    assert len(found) == 1
    assert found[0]["summary"] == "Kaffe; te, bullar\\n"
    assert found[0]["status"] == "CANCELLED"


def test_what_is_over_waits_or_never_was_has_no_calendar_file(client: InspectingClient, session: Session) -> None:
    waits = a_campaign(session, announced_on=TODAY + timedelta(days=1))
    over = an_event(session, day=TODAY - timedelta(days=1)).id
    hidden = an_event(session, campaign_id=waits.id).id
    session.commit()
    for number in (over, hidden, 999, 2**40):
        answer = client.get(f"/en/events/{number}.ics")
        assert answer.status_code == 404
        assert COFFEE["en"] not in answer.get_data(as_text=True)
