"""At the same moment: joining, closing, adding, taking out; nobody is in a campaign twice, or in one that is shut."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time, timedelta

import pytest
from campaigning import TODAY, a_campaign
from doing import unlock
from othertown import OtherTown, found_other_town
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from town import MORNING, Town

from huskurage.actions.campaigns import (
    CampaignPlan,
    TooMany,
    add_campaign,
    campaign_for,
    change_campaign,
    join_campaign,
    own_campaign_for,
    remove_campaign,
)
from huskurage.actions.errors import NotFound, NothingChanged
from huskurage.actions.events import EventPlan, add_event
from huskurage.core.campaigns import MOST_CAMPAIGNS, Audience, EventKind
from huskurage.settings import Settings
from huskurage.store.campaigns import Campaign, Event, Joined
from huskurage.store.engine import Database
from huskurage.web.database import transaction

AT_ONCE = 4
PLAN = CampaignPlan(
    first_day=TODAY, last_day=TODAY + timedelta(days=6), announced_on=TODAY, open_to_others=False, name="En vecka",
    about="",
)  # fmt: skip
TEA = EventPlan(
    campaign_id=None, day=TODAY, begins=time(18), ends=time(20), place="Storvik", kind=EventKind.OTHER,
    audience=Audience.EVERYONE, languages=(), interpreter=None, booking="", title="Te", details="",
)  # fmt: skip
Deed = Callable[[Session], object]


@pytest.fixture
def storvik(database: Database, settings: Settings) -> OtherTown:
    with transaction(database) as session:
        return found_other_town(session, settings)


def open_campaign(database: Database, *joined: int) -> int:
    with transaction(database) as session:
        made = a_campaign(session, open_to_others=True)
        made.joined.extend(Joined(municipality_id=one) for one in joined)
        session.flush()
        return made.id


def all_at_once(database: Database, deeds: Mapping[str, Deed]) -> dict[str, str]:
    """What each says of those who do these things at the same moment."""
    together, said = threading.Barrier(len(deeds)), dict[str, str]()

    def one(name: str, deed: Deed) -> None:
        together.wait()
        try:
            with transaction(database) as session:
                deed(session)
            said[name] = "done"
        except Exception as error:  # noqa: BLE001 - whatever it is, the test names it
            said[name] = type(error).__name__

    threads = [threading.Thread(target=one, args=pair) for pair in deeds.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def test_who_joins_several_times_at_once_joins_once(database: Database, storvik: OtherTown) -> None:
    number = open_campaign(database)

    def join(session: Session) -> None:
        tor = unlock(session, storvik.people["tor"])
        join_campaign(session, tor, campaign_for(session, tor, number, held=True), now=MORNING)

    said = all_at_once(database, {str(one): join for one in range(AT_ONCE)})
    assert sorted(said.values()) == [NothingChanged.__name__] * (AT_ONCE - 1) + ["done"]
    with database.reads() as session:
        assert session.scalar(select(func.count()).select_from(Joined)) == 1


@pytest.mark.parametrize("ended", ["closed", "taken out"])
def test_what_is_added_while_a_campaign_ends_is_kept_outside_of_it(
    database: Database, town: Town, storvik: OtherTown, ended: str
) -> None:
    number = open_campaign(database, storvik.municipality_id)

    def end(session: Session) -> None:
        adam = unlock(session, town.adam)
        campaign = own_campaign_for(session, adam, number)
        if ended == "closed":
            change_campaign(session, adam, campaign, PLAN, now=MORNING)
        else:
            remove_campaign(session, adam, campaign, now=MORNING)

    def add(session: Session) -> None:
        add_event(session, unlock(session, storvik.people["tor"]), replace(TEA, campaign_id=number), now=MORNING)

    said = all_at_once(database, {"end": end} | {str(one): add for one in range(AT_ONCE)})
    assert said.pop("end") == "done"
    assert set(said.values()) <= {"done", NotFound.__name__}
    with database.reads() as session:
        kept = [one for one in session.scalars(select(Event)) if one.title.by_language()["sv"].words == "Te"]
        assert [one.campaign_id for one in kept] == [None] * list(said.values()).count("done")
        assert session.scalar(select(func.count()).select_from(Joined)) == 0


def test_no_more_campaigns_than_fit_come_at_once(database: Database, town: Town) -> None:
    with transaction(database) as session:
        for _ in range(MOST_CAMPAIGNS - 1):
            a_campaign(session)

    def add(session: Session) -> None:
        add_campaign(session, unlock(session, town.adam), PLAN, now=MORNING)

    said = all_at_once(database, {str(one): add for one in range(AT_ONCE)})
    assert sorted(said.values()) == [TooMany.__name__] * (AT_ONCE - 1) + ["done"]
    with database.reads() as session:
        assert session.scalar(select(func.count()).select_from(Campaign)) == MOST_CAMPAIGNS
