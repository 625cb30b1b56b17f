"""Campaigns that several municipalities share, and who does not get into the room for them."""

import pytest
from campaigning import NEW_CAMPAIGN, NEW_EVENT, a_campaign, an_event, count, text_in, typed_campaign, typed_event
from doing import Desk
from flask import Flask
from othertown import OtherTown, found_other_town
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import Clock

from huskurage.core.campaigns import MOST_CAMPAIGNS
from huskurage.settings import Settings
from huskurage.store.campaigns import Event
from huskurage.store.engine import Database


@pytest.fixture
def storvik(session: Session, settings: Settings) -> OtherTown:
    made = found_other_town(session, settings)
    session.commit()
    return made


@pytest.fixture
def tor(app: Flask, storvik: OtherTown, clock: Clock) -> Desk:
    return Desk(app, storvik.people["tor"], clock)


def test_tor_sees_and_joins_adams_open_campaign_and_adds_to_it(
    adam: Desk, tor: Desk, session: Session, database: Database
) -> None:
    week = a_campaign(session, open_to_others=True, name=text_in({"sv": "Öppen vecka"}))
    shut = a_campaign(session, name=text_in({"sv": "Stängd vecka"}))
    number, closed_to_him = week.id, shut.id
    session.commit()
    listed = tor.see("/staff/campaigns/")
    assert "Öppen vecka" in listed
    assert "Stängd vecka" not in listed
    assert tor.status(f"/staff/campaigns/{closed_to_him}") == 404
    path = f"/staff/campaigns/{number}"
    assert "Join the campaign" in tor.see(path)
    for closed in (path, f"{path}/remove", f"{path}/in/en"):
        assert tor.press(closed, **typed_campaign(), title="x", details="").status_code == 404
    assert tor.status(f"{path}/in/en") == 404
    assert tor.press(f"{path}/leave").status_code == 409
    assert tor.press(f"{path}/join").status_code == 303
    assert tor.press(f"{path}/join").status_code == 409
    assert tor.press(NEW_EVENT, **typed_event(campaign=str(number), title="Te i Storvik")).status_code == 303
    assert "Te i Storvik" in adam.see(path)
    assert "Storvik kommun" in adam.see("/staff/campaigns/")
    with database.reads() as reading:
        theirs = reading.scalars(select(Event).where(Event.campaign_id == number)).one().id
    assert adam.status(f"/staff/events/{theirs}") == 404
    assert tor.press(f"{path}/leave").status_code == 303
    assert "Te i Storvik" not in adam.see(path)


def test_a_full_municipality_is_told_that_it_cannot_join(tor: Desk, session: Session, storvik: OtherTown) -> None:
    week = a_campaign(session, open_to_others=True)
    for _ in range(MOST_CAMPAIGNS):
        a_campaign(session, storvik.municipality_id)
    number = week.id
    session.commit()
    refused = tor.press(f"/staff/campaigns/{number}/join")
    assert refused.status_code == 422
    assert "At most 5 campaigns at a time." in refused.get_data(as_text=True)


def test_coordinators_and_landlords_do_not_get_in(asta: Desk, bo: Desk, session: Session) -> None:
    week, event = a_campaign(session, open_to_others=True).id, an_event(session).id
    session.commit()
    for desk in (asta, bo):
        assert "/staff/campaigns/" not in desk.see("/staff/set-up/")
        for path in ("/staff/campaigns/", NEW_EVENT, f"/staff/campaigns/{week}", f"/staff/events/{event}"):
            assert desk.status(path) == 404
        assert desk.press(NEW_CAMPAIGN, **typed_campaign()).status_code == 404
        assert desk.press(f"/staff/events/{event}/remove").status_code == 404


def test_another_towns_events_and_campaigns_cannot_be_put_into_ones_own(
    tor: Desk, session: Session, database: Database
) -> None:
    shut = a_campaign(session).id
    session.commit()
    before = count(database, Event)
    assert tor.press(NEW_EVENT, **typed_event(campaign=str(shut))).status_code == 422
    assert count(database, Event) == before
    assert f'<option value="{shut}"' not in tor.see(NEW_EVENT)
