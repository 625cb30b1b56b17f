"""Adam's room for campaigns and events: what is typed is kept or answered in words."""

import re
from datetime import timedelta
from typing import Any

import pytest
from campaigning import (
    NEW_CAMPAIGN,
    NEW_EVENT,
    TODAY,
    a_campaign,
    an_event,
    count,
    text_in,
    typed_campaign,
    typed_event,
)
from doing import Desk
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import Clock, Town, hidden

from huskurage.core.campaigns import MOST_CAMPAIGNS, MOST_EVENTS
from huskurage.store.campaigns import Campaign, Event
from huskurage.store.engine import Database


def only(database: Database, table: type[Any]) -> int:
    with database.reads() as session:
        return int(session.scalars(select(table.id)).one())


def test_adam_makes_a_campaign_with_an_event_and_neighbours_read_it(adam: Desk, database: Database) -> None:
    assert 'href="/staff/campaigns/"' in adam.see("/staff/set-up/")
    made = adam.press(NEW_CAMPAIGN, **typed_campaign(open_to_others="y"))
    assert made.status_code == 303
    number = only(database, Campaign)
    assert made.headers["Location"] == f"/staff/campaigns/{number}"
    assert f'value="{number}" lang="sv" selected' in adam.see(f"{NEW_EVENT}?campaign={number}")
    assert adam.press(NEW_EVENT, **typed_event(campaign=str(number), booking="08-465 004 50")).status_code == 303
    listed = adam.see("/staff/campaigns/")
    assert "shown now" in listed
    assert "Kaffe på biblioteket" in listed
    shown = adam.client.get("/sv/events").get_data(as_text=True)
    for words in (
        "En vecka tillsammans",
        "Kaffe på biblioteket",
        "18.00\N{EN DASH}20.00",
        "tel:0846500450",
        "Med tolk",
    ):
        assert words in shown


def test_adam_changes_an_event_calls_it_off_and_takes_it_out(adam: Desk, database: Database) -> None:
    adam.press(NEW_EVENT, **typed_event())
    path = f"/staff/events/{only(database, Event)}"
    for kept in ("Kaffe på biblioteket", "Alla är välkomna.", 'value="2026-11-24"', 'value="18:00"', "Kyrkogatan 12"):
        assert kept in adam.see(path)
    assert re.findall(r'name="languages" value="(\w+)" checked', adam.see(path)) == ["sv", "ar"]
    assert adam.press(path, **typed_event(title="Te")).status_code == 303
    for step, words in (("call-off", "Inställt"), ("call-on", "Te"), ("remove", "Inget är planerat")):
        assert adam.press(f"{path}/{step}").status_code == 303
        assert words in adam.client.get("/sv/events").get_data(as_text=True)
    assert adam.status(path) == 404


def test_a_campaign_is_changed_and_taken_out(adam: Desk, database: Database) -> None:
    adam.press(NEW_CAMPAIGN, **typed_campaign())
    path = f"/staff/campaigns/{only(database, Campaign)}"
    assert adam.press(path, **typed_campaign(name="Veckan", last="2026-11-30")).status_code == 303
    assert "23\N{EN DASH}30 nov. 2026" in adam.client.get("/sv/events").get_data(as_text=True)
    assert adam.press(f"{path}/remove").status_code == 303
    assert count(database, Campaign) == 0


def carried(adam: Desk, path: str) -> dict[str, str]:
    """Which Swedish the page was opened with."""
    page = adam.see(path)
    return {name: hidden(page, name) for name in ("title_of", "details_of")}


def test_words_in_another_language_stand_as_they_follow_the_swedish(adam: Desk, database: Database) -> None:
    adam.press(NEW_CAMPAIGN, **typed_campaign())
    path = f"/staff/campaigns/{only(database, Campaign)}"
    assert "Missing: shown in Swedish" in adam.see(path)
    words = {"title": "A week together", "details": "We care."}
    assert adam.press(f"{path}/in/en", **words, **carried(adam, f"{path}/in/en")).status_code == 303
    assert "Follows the Swedish" in adam.see(path)
    assert 'value="A week together"' in adam.see(f"{path}/in/en")
    adam.press(path, **typed_campaign(name="Veckan"))
    assert "The Swedish has changed since: shown in Swedish" in adam.see(path)
    adam.press(f"{path}/in/en", **words, **carried(adam, f"{path}/in/en"))
    assert "Follows the Swedish" in adam.see(path)
    refused = adam.press(f"{path}/in/en", title="Call 08-465 004 50", details="")
    assert refused.status_code == 422
    assert 'value="Call 08-465 004 50"' in refused.get_data(as_text=True)
    for method in (adam.status, lambda at: adam.press(at, title="x").status_code):
        assert method(f"{path}/in/sv") == 404
        assert method(f"{path}/in/xx") == 404


@pytest.mark.parametrize(("changes", "said"), [
    ({"name": ""}, "Write what it is called."),
    ({"name": "x" * 81}, "At most 80 characters."),
    ({"about": "x" * 200_000}, "At most 600 characters."),
    ({"about": "Ring 08-465 004 50"}, "Take 08-465 004 50 out of the words"),
    ({"about": "{password}"}, "Take {password} out"),
    ({"first": "23/11"}, "Choose a day."),
    ({"first": "0001-01-01", "last": "9999-12-31"}, "At most three months."),
    ({"last": "2026-11-22"}, "The last day comes before the first."),
    ({"first": "2025-11-01", "last": "2025-11-07", "announced": "2025-11-01"}, "These days are over."),
    ({"first": "2031-11-01", "last": "2031-11-07"}, "At most a year and a half ahead."),
    ({"announced": "2026-12-24"}, "It would be over before it is shown."),
])  # fmt: skip
def test_a_campaign_that_cannot_be_is_answered_in_words_with_what_was_typed(
    adam: Desk, database: Database, changes: dict[str, str], said: str
) -> None:
    refused = adam.press(NEW_CAMPAIGN, **typed_campaign(**changes))
    shown = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert said in shown
    assert all(kept[:20] in shown for kept in typed_campaign(**changes).values())
    assert count(database, Campaign) == 0


@pytest.mark.parametrize(("changes", "said"), [
    ({"title": ""}, "Write what it is called."),
    ({"details": "x" * 191}, "At most 190 characters."),
    ({"place": "x" * 121}, "At most 120 characters."),
    ({"day": "2026-11-22"}, "These days are over."),
    ({"day": "2026-11-22", "begins": ""}, "These days are over."),
    ({"begins": "25:00"}, "Write a time of day like this: 08:00."),
    ({"ends": "17:59"}, "It must end after it begins, on the same day."),
    ({"begins": "00:00", "ends": "00:00"}, "It must end after it begins, on the same day."),
    ({"booking": "javascript:alert(1)"}, "Write a telephone number, or an address that begins with https://."),
    ({"booking": "http://lindbacka.example"}, "Write a telephone number, or an address that begins with https://."),
    ({"kind": "party"}, "Choose one from the list."),
    ({"audience": ""}, "Choose one from the list."),
    ({"interpreter": "perhaps"}, "Choose one from the list."),
    ({"campaign": "999"}, "Choose one from the list."),
])  # fmt: skip
def test_an_event_that_cannot_be_is_answered_in_words_with_what_was_typed(
    adam: Desk, database: Database, changes: dict[str, str], said: str
) -> None:
    refused = adam.press(NEW_EVENT, **typed_event(**changes))
    shown = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert said in shown
    typed = typed_event(**changes)
    assert all(typed[name] in shown for name in ("title", "details", "day", "begins", "ends", "place", "booking"))
    assert count(database, Event) == 0


def test_signs_that_nobody_typed_on_purpose_are_left_out_and_tags_are_words(adam: Desk, database: Database) -> None:
    title = "Kaffe\x00\u202e\ud800 <script>alert(1)</script>"
    hostile = typed_event(title=title.encode("utf-8", "surrogatepass"), languages=["sv", "sv-simple", "<b>", "x" * 999])
    assert adam.press(NEW_EVENT, **hostile).status_code == 303
    with database.reads() as session:
        event = session.scalars(select(Event)).one()
        assert event.languages == ["sv"]
        kept = event.title.by_language()["sv"].words
        assert kept.startswith("Kaffe")
        assert not set(kept) & {"\x00", "\u202e"}
    for path in ("/sv/events", f"/staff/events/{only(database, Event)}", "/staff/campaigns/"):
        assert "&lt;script&gt;alert(1)" in adam.see(path)


def test_no_more_than_fits_is_added_and_what_was_typed_stays(adam: Desk, session: Session, database: Database) -> None:
    for _ in range(MOST_CAMPAIGNS):
        a_campaign(session)
    for _ in range(MOST_EVENTS):
        an_event(session)
    session.commit()
    for path, typed, kept in (
        (NEW_CAMPAIGN, typed_campaign(), "Vi bryr oss om varandra."),
        (NEW_EVENT, typed_event(), "Alla är välkomna."),
    ):
        refused = adam.press(path, **typed)
        assert refused.status_code == 422
        assert "At most " in refused.get_data(as_text=True)
        assert kept in refused.get_data(as_text=True)
    assert (count(database, Campaign), count(database, Event)) == (MOST_CAMPAIGNS, MOST_EVENTS)


def test_what_is_over_stands_last_and_says_so(app: Flask, town: Town, session: Session, clock: Clock) -> None:
    for title, days in (("Först", 0), ("Sedan", 1), ("Sist", 9)):
        an_event(session, title=text_in({"sv": title}), day=TODAY + timedelta(days=days))
    session.commit()
    clock.move(hours=10)  # past eight in the evening, and the session is over
    shown = Desk(app, town.adam, clock).see("/staff/campaigns/")
    assert re.findall(r"Först|Sedan|Sist", shown) == ["Sedan", "Sist", "Först"]
    assert shown.count('<span class="mark">over</span>') == 1
