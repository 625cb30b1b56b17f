"""Letting in and taking away: only coordinators of the place, for every key there is, and all of it logged."""

import pytest
from doing import file, keys_for, unlock
from sqlalchemy import select
from sqlalchemy.orm import Session
from teams import account_of, children_inbox, first_inbox, free_of_duties, rotate, stranger
from town import MORNING, Town

from huskurage.actions.errors import NobodyOnDuty, NotFound, StillNeeded
from huskurage.actions.inboxes import Alarm, alarms, found_inbox, inbox_in, let_live, openers, warnings_for
from huskurage.actions.keys import inbox_ring, replace_kit, test_open_kit
from huskurage.actions.leaving import what_depends_on
from huskurage.actions.openings import let_in, let_in_with_kit, newcomers, take_away
from huskurage.actions.rotation import begin_rotation
from huskurage.actions.triage import report_for, reports_awaiting
from huskurage.core.concern import About, Answer
from huskurage.core.keys import NotAKit, new_kit
from huskurage.core.lifecycle import State
from huskurage.core.sealing import Unsealable
from huskurage.store.audit import Act, AuditEvent, events_about
from huskurage.store.inboxes import Opening, Receives, openings_held_by
from huskurage.store.reports import Report, report_by_lookup

UNREAD = frozenset({State.RECEIVED})
TODAY = MORNING.date()


def last_acts(session: Session, count: int) -> list[Act]:
    query = select(AuditEvent.act).order_by(AuditEvent.position.desc()).limit(count)
    return list(reversed(session.scalars(query).all()))


def test_a_keyholder_lets_a_colleague_in_to_old_and_new(session: Session, town: Town) -> None:
    asta, astrid = unlock(session, town.asta), unlock(session, town.astrid)
    children, _ = children_inbox(session, asta.account)
    file(session, "Old", about=About.CHILD)
    begin_rotation(session, asta, children, now=MORNING)
    file(session, "New", page=2, about=About.CHILD)
    assert reports_awaiting(session, astrid, UNREAD) == []
    let_in(session, asta, children, astrid.account, now=MORNING)
    assert {one.concern.text for one in reports_awaiting(session, astrid, UNREAD) if one.concern} == {"Old", "New"}
    assert last_acts(session, 2) == [Act.OPENING_GIVEN] * 2
    assert Act.OPENING_GIVEN in {one.act for one in events_about(session, "account", str(astrid.account.id))}


@pytest.mark.parametrize("who", ["bo", "cleo", "adam"])
def test_nobody_but_a_coordinator_is_ever_let_in(session: Session, town: Town, who: str) -> None:
    asta, inbox, person = unlock(session, town.asta), first_inbox(session), account_of(session, town, who)
    with pytest.raises(NotFound):
        let_in(session, asta, inbox, person, now=MORNING)
    with pytest.raises(NotFound):
        let_in_with_kit(session, asta.account, inbox, person, typed=town.kit_code, now=MORNING)
    with pytest.raises(NotFound):
        let_in_with_kit(session, person, inbox, asta.account, typed=town.kit_code, now=MORNING)
    with pytest.raises(NotFound):
        children_inbox(session, person)
    with pytest.raises(NotFound):
        found_inbox(session, unlock(session, town.people[who]), name="Min", receives=Receives.ALL, now=MORNING)
    assert openings_held_by(session, person.id) == []
    assert person not in newcomers(session, inbox)


def test_nobody_of_another_municipality_is_let_in_or_sees_the_inbox(session: Session, town: Town) -> None:
    asta, inbox, selma = unlock(session, town.asta), first_inbox(session), stranger(session)
    with pytest.raises(NotFound):
        let_in(session, asta, inbox, selma, now=MORNING)
    with pytest.raises(NotFound):
        let_in_with_kit(session, selma, inbox, selma, typed=town.kit_code, now=MORNING)
    with pytest.raises(NotFound):
        inbox_in(session, selma, inbox.id)
    with pytest.raises(NotFound):
        inbox_in(session, asta.account, 10**30)


def test_who_cannot_open_it_lets_nobody_in(session: Session, town: Town) -> None:
    asta, astrid = unlock(session, town.asta), unlock(session, town.astrid)
    children, _ = children_inbox(session, asta.account)
    with pytest.raises(NotFound):
        let_in(session, astrid, children, astrid.account, now=MORNING)


def test_the_paper_lets_somebody_in_when_no_keyholder_is_left(session: Session, town: Town) -> None:
    file(session, "Before")
    astrid, inbox = unlock(session, town.astrid), first_inbox(session)
    for one in session.scalars(select(Opening).where(Opening.kit_key.is_(None))):
        session.delete(one)
    session.flush()
    session.expire(inbox)
    let_in_with_kit(session, astrid.account, inbox, astrid.account, typed=town.kit_code.lower(), now=MORNING)
    (listed,) = reports_awaiting(session, astrid, UNREAD)
    assert listed.concern is not None
    assert last_acts(session, 3) == [Act.KIT_USED, Act.OPENING_GIVEN, Act.OPENING_GIVEN]


def test_a_wrong_paper_lets_nobody_in(session: Session, town: Town) -> None:
    asta, astrid = unlock(session, town.asta), unlock(session, town.astrid)
    children, _ = children_inbox(session, asta.account)
    for wrong, refused in ((town.kit_code, Unsealable), (new_kit().code, Unsealable), ("1234", NotAKit)):
        with pytest.raises(refused):
            let_in_with_kit(session, astrid.account, children, astrid.account, typed=wrong, now=MORNING)
    assert not children.is_held_by(astrid.account)


def test_who_goes_to_another_team_opens_nothing_that_comes_afterwards(session: Session, town: Town) -> None:
    file(session, "Before")
    asta, astrid, inbox = unlock(session, town.asta), unlock(session, town.astrid), first_inbox(session)
    with pytest.raises(StillNeeded):
        take_away(session, asta, inbox, astrid.account, now=MORNING)
    free_of_duties(session, inbox)
    take_away(session, asta, inbox, astrid.account, now=MORNING)
    file(session, "After", page=2)
    assert reports_awaiting(session, astrid, UNREAD) == []
    with pytest.raises(NotFound):
        inbox_ring(inbox, astrid.account, astrid.pair)
    assert len(reports_awaiting(session, asta, UNREAD)) == 2
    assert astrid.account.left_on is None
    assert Act.OPENING_TAKEN in last_acts(session, 2)


def test_the_last_keyholder_stays(session: Session, town: Town) -> None:
    asta = unlock(session, town.asta)
    children, _ = children_inbox(session, asta.account)
    (depends,) = what_depends_on(session, asta.account, [children])
    assert depends.stranded
    with pytest.raises(StillNeeded):
        take_away(session, asta, children, asta.account, now=MORNING)


@pytest.mark.parametrize(("facts", "children"), [
    ({"about": About.CHILD}, True), ({"about": About.CHILD, "children": Answer.NO}, True),
    ({"children": Answer.YES}, True), ({"children": Answer.UNKNOWN}, True),
    ({"children": Answer.NO}, False), ({}, False),
])  # fmt: skip
def test_concerns_about_children_go_to_the_childrens_inbox_at_once(
    session: Session, town: Town, facts: dict[str, object], *, children: bool
) -> None:
    asta = account_of(session, town, "asta")
    inbox, _ = children_inbox(session, asta)
    file(session, **facts)
    report = report_by_lookup(session, keys_for().lookup)
    assert report is not None
    assert (report.inbox_id == inbox.id) is children


def test_an_inbox_that_is_not_live_gets_nothing_and_one_that_comes_later_gets_what_is_new(
    session: Session, town: Town
) -> None:
    asta = unlock(session, town.asta)
    children, _ = children_inbox(session, asta.account, live=False)
    file(session, "Earlier", about=About.CHILD)
    with pytest.raises(NobodyOnDuty):
        let_live(session, asta, children, now=MORNING)
    children.live, children.away_text = False, "Ring 08-465 004 10"
    let_live(session, asta, children, now=MORNING)
    file(session, "Later", page=2, about=About.CHILD)
    where = {one.lookup: one.inbox_id for one in session.scalars(select(Report))}
    assert where == {keys_for(1).lookup: first_inbox(session).id, keys_for(2).lookup: children.id}
    assert last_acts(session, 1) == [Act.INBOX_LIVE]


def test_a_keyholder_of_one_inbox_sees_only_that(session: Session, town: Town) -> None:
    asta, astrid = unlock(session, town.asta), unlock(session, town.astrid)
    children_inbox(session, asta.account)
    file(session, "A child", about=About.CHILD)
    file(session, "A neighbour", page=2)
    assert [one.concern.text for one in reports_awaiting(session, astrid, UNREAD) if one.concern] == ["A neighbour"]
    childs = report_by_lookup(session, keys_for(1).lookup)
    assert childs is not None
    with pytest.raises(NotFound):
        report_for(session, astrid, childs.id)


def test_an_inbox_is_red_for_what_is_wrong_with_it(session: Session, town: Town) -> None:
    asta, inbox = unlock(session, town.asta), first_inbox(session)
    assert alarms(inbox, TODAY) == []
    assert alarms(inbox, TODAY.replace(year=2028)) == [Alarm.KIT_OLD]
    inbox.rotation_due = True
    assert alarms(inbox, TODAY) == [Alarm.KEY_DUE]
    file(session)
    begin_rotation(session, asta, inbox, now=MORNING)
    assert alarms(inbox, TODAY) == [Alarm.KEY_UNFINISHED]
    rotate(session, asta, inbox)
    kit = replace_kit(session, inbox=inbox, holder=asta.pair, account=asta.account, now=MORNING)
    assert (openers(inbox), alarms(inbox, TODAY)) == (2, [Alarm.KIT_UNTRIED])
    test_open_kit(session, inbox=inbox, typed=kit.code, now=MORNING, today=TODAY)
    assert (openers(inbox), alarms(inbox, TODAY)) == (3, [])


def test_an_untried_kit_is_no_opener(session: Session, town: Town) -> None:
    asta = unlock(session, town.asta)
    children, _ = children_inbox(session, asta.account)
    replace_kit(session, inbox=children, holder=asta.pair, account=asta.account, now=MORNING)
    assert (openers(children), alarms(children, TODAY)) == (1, [Alarm.TOO_FEW_OPENERS, Alarm.KIT_UNTRIED])


def test_warnings_are_for_those_who_open_it_and_a_lack_of_openers_for_all(session: Session, town: Town) -> None:
    asta = unlock(session, town.asta)
    children, _ = children_inbox(session, asta.account)
    replace_kit(session, inbox=children, holder=asta.pair, account=asta.account, now=MORNING)
    both = [(Alarm.TOO_FEW_OPENERS, children), (Alarm.KIT_UNTRIED, children)]
    astrid, adam = account_of(session, town, "astrid"), account_of(session, town, "adam")
    assert warnings_for(session, asta.account, today=TODAY) == warnings_for(session, adam, today=TODAY) == both
    assert warnings_for(session, astrid, today=TODAY) == both[:1]
    children.live = False
    assert warnings_for(session, asta.account, today=TODAY) == []
