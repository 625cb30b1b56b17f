"""Events of another municipality on one's own page: whose numbers they give, and where their calendar file is found."""

import pytest
from campaigning import a_campaign, an_event, text_in
from flask.testing import FlaskClient
from hygiene import InspectingClient
from othertown import HOST, OtherTown, found_other_town
from sqlalchemy.orm import Session
from town import Town

from huskurage.settings import Settings
from huskurage.store.campaigns import Joined


@pytest.fixture
def storvik(session: Session, settings: Settings) -> OtherTown:
    return found_other_town(session, settings)


def body(client: FlaskClient, path: str, host: str = "") -> str:
    answer = client.get(path, base_url=f"https://{host}" if host else None)
    assert answer.status_code == 200, path
    return str(answer.get_data(as_text=True))


def test_the_numbers_in_an_events_words_are_those_of_whoever_holds_it(
    client: InspectingClient, session: Session, storvik: OtherTown, town: Town
) -> None:
    week = a_campaign(session, open_to_others=True)
    week.joined.append(Joined(municipality_id=storvik.municipality_id))
    an_event(
        session, storvik.municipality_id, campaign_id=week.id,
        title=text_in({"sv": "Te"}), details=text_in({"sv": "Frågor? Ring {social_services}."}),
    )  # fmt: skip
    session.commit()
    here = body(client, f"/sv/{town.tags['Kyrkogatan 4 A']}/events").split("<main")[1]
    there = body(client, "/sv/events", HOST).split("<main")[1]
    number = there.split('href="tel:')[1].split('"')[0]
    assert number != "0846500400", "both have the same number: it proves nothing"
    assert f'href="tel:{number}"' in here
    assert "tel:0846500400" not in here


def test_a_calendar_file_is_found_where_its_event_is_shown_and_nowhere_else(
    client: InspectingClient, session: Session, storvik: OtherTown, town: Town
) -> None:
    tag = town.tags["Kyrkogatan 4 A"]
    mine, theirs = an_event(session).id, an_event(session, storvik.municipality_id).id
    session.commit()
    assert f'href="/sv/{tag}/events/{mine}.ics"' in body(client, f"/sv/{tag}/events")
    assert "BEGIN:VEVENT" in body(client, f"/sv/{tag}/events/{mine}.ics")
    assert "BEGIN:VEVENT" in body(client, f"/sv/events/{theirs}.ics", HOST)
    assert client.get(f"/sv/{tag}/events/{theirs}.ics").status_code == 404
    assert client.get(f"/sv/events/{mine}.ics", base_url=f"https://{HOST}").status_code == 404
