"""Campaigns and events kept by Adam in Lindbacka and Tor in Storvik: made, shared, joined, left, taken out, shown."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from campaigning import COFFEE, TODAY, WEEK, a_campaign, an_event, text_in
from doing import unlock
from othertown import found_other_town
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from town import MORNING, Person, Town

from huskurage.actions.campaigns import (
    CampaignPlan,
    Said,
    TooMany,
    add_campaign,
    campaign_for,
    campaigns_for,
    change_campaign,
    join_campaign,
    leave_campaign,
    own_campaign_for,
    remove_campaign,
    translate_campaign,
)
from huskurage.actions.errors import NotFound, NothingChanged
from huskurage.actions.events import (
    EventPlan,
    add_event,
    call_off,
    change_event,
    event_for,
    remove_event,
    translate_event,
)
from huskurage.actions.people import Unlocked
from huskurage.actions.programme import Programme, happening_for, is_anything_coming, programme_of
from huskurage.core.campaigns import MOST_CAMPAIGNS, MOST_EVENTS, Audience, BadDays, EventKind
from huskurage.core.texts import Shown, Standing
from huskurage.settings import Settings
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.campaigns import Event, Joined
from huskurage.store.texts import Rendering, Text

PLAN = CampaignPlan(
    first_day=TODAY, last_day=TODAY + timedelta(days=6), announced_on=TODAY, open_to_others=True,
    name="En vecka", about="Vi bryr oss.",
)  # fmt: skip
COFFEE_PLAN = EventPlan(
    campaign_id=None, day=TODAY, begins=time(18), ends=time(20), place="Biblioteket", kind=EventKind.LECTURE,
    audience=Audience.EVERYONE, languages=("ar", "sv", "xx"), interpreter=None, booking="", title="Kaffe", details="",
)  # fmt: skip
NIGHT = MORNING.replace(hour=20)
DAY = timedelta(days=1)


@pytest.fixture
def adam(session: Session, town: Town) -> Unlocked:
    return unlock(session, town.adam)


@pytest.fixture
def storvik(session: Session, settings: Settings) -> dict[str, Person]:
    return found_other_town(session, settings).people


@pytest.fixture
def tor(session: Session, storvik: dict[str, Person]) -> Unlocked:
    return unlock(session, storvik["tor"])


def titles(programme: Programme) -> tuple[list[list[str]], list[str]]:
    """What is in each campaign, and what is in none."""
    weeks = [[one.title.words for one in week.happenings] for week in programme.weeks]
    return weeks, [one.title.words for one in programme.others]


def shown(session: Session, who: Unlocked, now: datetime = MORNING, tag: str = "sv") -> Programme:
    return programme_of(session, who.account.municipality_id, tag, now=now)


def test_a_campaign_and_its_event_are_made_changed_called_off_and_taken_out(session: Session, adam: Unlocked) -> None:
    campaign = add_campaign(session, adam, PLAN, now=MORNING)
    event = add_event(session, adam, replace(COFFEE_PLAN, campaign_id=campaign.id), now=MORNING)
    assert titles(shown(session, adam)) == ([["Kaffe"]], [])
    assert event.languages == ["sv", "ar"], "known ones, in their own order"
    change_campaign(session, adam, campaign, replace(PLAN, name="Veckan"), now=MORNING)
    change_event(session, adam, event, replace(COFFEE_PLAN, title="Te"), now=MORNING)
    assert titles(shown(session, adam)) == ([[]], ["Te"])
    for called_off in (True, True, False, True):
        call_off(session, adam, event, called_off=called_off, now=MORNING)
    assert shown(session, adam).others[0].called_off
    remove_event(session, adam, event, now=MORNING)
    remove_campaign(session, adam, campaign, now=MORNING)
    session.flush()
    assert not shown(session, adam)
    assert not is_anything_coming(session, 1, now=MORNING)
    assert [session.scalar(select(func.count()).select_from(table)) for table in (Text, Rendering)] == [0, 0]
    lines = session.scalars(select(AuditEvent).where(AuditEvent.act == Act.CAMPAIGN_CHANGED)).all()
    assert len(lines) == 9, "the second calling off changed nothing"
    assert {one.account_id for one in lines} == {adam.account.id}


def test_days_that_cannot_be_meant_and_too_many_are_refused(session: Session, adam: Unlocked) -> None:
    with pytest.raises(BadDays):
        add_campaign(session, adam, replace(PLAN, last_day=TODAY - timedelta(days=1)), now=MORNING)
    with pytest.raises(BadDays):
        add_event(session, adam, replace(COFFEE_PLAN, ends=time(17)), now=MORNING)
    assert not shown(session, adam)
    a_campaign(session, first_day=date(2025, 11, 1), last_day=date(2025, 11, 7))
    over = an_event(session, day=date(2025, 11, 1))
    for _ in range(MOST_CAMPAIGNS):
        campaign = add_campaign(session, adam, PLAN, now=MORNING)
    with pytest.raises(TooMany):
        add_campaign(session, adam, PLAN, now=MORNING)
    change_campaign(session, adam, campaign, PLAN, now=MORNING)
    for _ in range(MOST_EVENTS):
        event = add_event(session, adam, COFFEE_PLAN, now=MORNING)
    with pytest.raises(TooMany):
        add_event(session, adam, COFFEE_PLAN, now=MORNING)
    with pytest.raises(TooMany):
        change_event(session, adam, over, COFFEE_PLAN, now=MORNING)
    change_event(session, adam, event, COFFEE_PLAN, now=MORNING)
    assert len(shown(session, adam).others) == MOST_EVENTS


def test_what_is_over_is_not_shown_and_what_is_not_announced_neither(session: Session, adam: Unlocked) -> None:
    waits = a_campaign(session, announced_on=TODAY + timedelta(days=1), first_day=TODAY + timedelta(days=2))
    hidden = an_event(session, campaign_id=waits.id, day=TODAY + timedelta(days=3))
    assert not shown(session, adam)
    assert happening_for(session, adam.account.municipality_id, hidden.id, "sv", now=MORNING) is None
    assert titles(shown(session, adam, MORNING + timedelta(days=1))) == ([[COFFEE["sv"]]], [])
    after = shown(session, adam, MORNING + timedelta(days=7))
    assert not after
    tonight = an_event(session)
    assert titles(shown(session, adam, NIGHT - timedelta(hours=1, minutes=1)))[1] == [COFFEE["sv"]]
    assert not shown(session, adam, NIGHT - timedelta(hours=1))
    assert happening_for(session, adam.account.municipality_id, tonight.id, "sv", now=NIGHT) is None
    for number in (0, 999, 2**31):
        assert happening_for(session, adam.account.municipality_id, number, "sv", now=MORNING) is None


def test_an_event_after_its_campaigns_last_day_stands_by_itself(session: Session, adam: Unlocked) -> None:
    week = a_campaign(session)
    an_event(session, campaign_id=week.id, day=TODAY + timedelta(days=9))
    assert titles(shown(session, adam)) == ([[COFFEE["sv"]]], [])
    assert titles(shown(session, adam, MORNING + timedelta(days=7))) == ([], [COFFEE["sv"]])


def test_the_reader_gets_each_part_in_their_language_as_far_as_it_follows_the_swedish(
    session: Session, adam: Unlocked
) -> None:
    week = a_campaign(session)
    event = an_event(session, campaign_id=week.id, details=text_in({"sv": "Alla är välkomna."}))
    found = shown(session, adam, tag="ar").weeks[0]
    assert found.name == Shown(WEEK["ar"], "ar")
    assert found.happenings[0].details == Shown("Alla är välkomna.", "sv")
    change_event(session, adam, event, replace(COFFEE_PLAN, campaign_id=week.id), now=MORNING)
    stale = shown(session, adam, tag="ar").weeks[0].happenings[0]
    assert (stale.title, stale.details) == (Shown("Kaffe", "sv"), None)
    said = Said("قهوة", event.title.version), Said("not kept: there is no Swedish", event.details.version)
    translate_event(session, adam, event, "ar", *said, now=MORNING)
    again = shown(session, adam, tag="ar").weeks[0].happenings[0]
    assert (again.title, again.details) == (Shown("قهوة", "ar"), None)
    translate_campaign(session, adam, week, "ar", Said("", 1), Said("", 1), now=MORNING)
    assert week.name.standing("ar") is Standing.MISSING
    for tag in ("sv", "xx"):
        with pytest.raises(NotFound):
            translate_campaign(session, adam, week, tag, Said("Veckan", 1), Said("", 0), now=MORNING)


def test_what_was_translated_from_older_words_is_stale_at_once(session: Session, adam: Unlocked) -> None:
    event = an_event(session)
    read = event.title.version
    change_event(session, adam, event, COFFEE_PLAN, now=MORNING)
    translate_event(session, adam, event, "ar", Said("قهوة قديمة", read), Said("", 0), now=MORNING)
    assert event.title.standing("ar") is Standing.STALE
    assert shown(session, adam, tag="ar").others[0].title == Shown("Kaffe", "sv")


@pytest.mark.parametrize("ended", ["closed", "removed", "left"])
def test_what_waited_to_be_announced_with_others_goes_on_waiting_alone(
    session: Session, adam: Unlocked, tor: Unlocked, ended: str
) -> None:
    week = a_campaign(session, open_to_others=True, announced_on=TODAY + DAY)
    join_campaign(session, tor, week, now=MORNING)
    theirs = add_event(
        session, tor, replace(COFFEE_PLAN, campaign_id=week.id, title="Te", day=TODAY + 2 * DAY), now=MORNING
    )
    if ended == "closed":
        plan = replace(PLAN, open_to_others=False, announced_on=week.announced_on)
        change_campaign(session, adam, week, plan, now=MORNING)
    elif ended == "removed":
        remove_campaign(session, adam, week, now=MORNING)
    else:
        leave_campaign(session, tor, week, now=MORNING)
    assert theirs.campaign_id is None
    assert "Te" not in titles(shown(session, tor))[1]
    assert "Te" in titles(shown(session, tor, now=MORNING + DAY))[1]
    change_event(session, tor, theirs, replace(COFFEE_PLAN, title="Te", day=TODAY + 2 * DAY), now=MORNING)
    assert "Te" in titles(shown(session, tor))[1], "its holder has said that it is shown"


def test_another_municipality_sees_and_joins_what_is_open_and_nothing_else(
    session: Session, adam: Unlocked, tor: Unlocked
) -> None:
    shut, open_one = a_campaign(session), a_campaign(session, open_to_others=True)
    for number in (shut.id, 999, 0, 2**31):
        with pytest.raises(NotFound):
            campaign_for(session, tor, number)
    assert campaign_for(session, tor, open_one.id) is open_one
    assert [one.id for one in campaigns_for(session, tor)[1]] == [open_one.id]
    with pytest.raises(NotFound):
        own_campaign_for(session, tor, open_one.id)
    with pytest.raises(NotFound):
        event_for(session, tor, an_event(session).id)
    with pytest.raises(NotFound):
        add_event(session, tor, replace(COFFEE_PLAN, campaign_id=open_one.id), now=MORNING)  # not joined yet
    join_campaign(session, tor, open_one, now=MORNING)
    for who in (tor, adam):
        with pytest.raises(NothingChanged):
            join_campaign(session, who, open_one, now=MORNING)
    with pytest.raises(NothingChanged):
        leave_campaign(session, adam, open_one, now=MORNING)


def test_everybodys_events_of_a_shared_campaign_stand_on_everybodys_page(
    session: Session, adam: Unlocked, tor: Unlocked
) -> None:
    before = titles(shown(session, tor))
    week = a_campaign(session, open_to_others=True)
    an_event(session, campaign_id=week.id)
    join_campaign(session, tor, week, now=MORNING)
    add_event(session, tor, replace(COFFEE_PLAN, campaign_id=week.id, title="Te i Storvik"), now=MORNING)
    add_event(session, tor, replace(COFFEE_PLAN, title="Bara i Storvik"), now=MORNING)
    there, here = shown(session, tor), shown(session, adam)
    assert [COFFEE["sv"], "Te i Storvik"] in titles(there)[0]
    assert titles(here) == ([[COFFEE["sv"], "Te i Storvik"]], [])
    assert [one.held_by for one in here.weeks[0].happenings] == ["", "Storvik kommun"]
    leave_campaign(session, tor, week, now=MORNING)
    assert titles(shown(session, adam)) == ([[COFFEE["sv"]]], [])
    assert titles(shown(session, tor)) == (before[0], [*before[1], "Te i Storvik", "Bara i Storvik"])


@pytest.mark.parametrize("ended", ["closed", "removed"])
def test_who_joined_keeps_their_events_when_the_campaign_is_closed_or_taken_out(
    session: Session, adam: Unlocked, tor: Unlocked, ended: str
) -> None:
    week = a_campaign(session, open_to_others=True)
    mine = an_event(session, campaign_id=week.id)
    join_campaign(session, tor, week, now=MORNING)
    theirs = add_event(session, tor, replace(COFFEE_PLAN, campaign_id=week.id), now=MORNING)
    if ended == "closed":
        change_campaign(session, adam, week, replace(PLAN, open_to_others=False), now=MORNING)
        assert mine.campaign_id == week.id
    else:
        remove_campaign(session, adam, week, now=MORNING)
        assert session.get(Event, mine.id) is None
    session.expire_all()
    assert theirs.campaign_id is None
    assert session.scalar(select(func.count()).select_from(Joined)) == 0
    assert not [one for one in campaigns_for(session, tor)[1] if one.id == week.id]


def test_a_page_holds_fifty_events_and_the_own_ones_come_first(session: Session, adam: Unlocked, tor: Unlocked) -> None:
    week = a_campaign(session, open_to_others=True)
    join_campaign(session, tor, week, now=MORNING)
    own = an_event(session, day=TODAY + timedelta(days=9))
    for _ in range(MOST_EVENTS + 1):
        an_event(session, tor.account.municipality_id, campaign_id=week.id)
    found = shown(session, adam)
    assert len(found.weeks[0].happenings) == MOST_EVENTS - 1
    assert [one.number for one in found.others] == [own.id]
