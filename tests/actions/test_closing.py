"""How reports end: no action takes two people, the tray is no end, and what was taken back waits to be seen."""

from datetime import timedelta

import pytest
from doing import dump, file, keys_for, only_report, unlock
from sqlalchemy.orm import Session
from town import MORNING, Town

from huskurage.actions.closing import agree, close, mark_seen, propose_no_action, quarantine, refuse, release
from huskurage.actions.people import Unlocked
from huskurage.actions.reporting import answer, withdraw
from huskurage.actions.threads import read_thread
from huskurage.actions.triage import ask
from huskurage.core.concern import Words
from huskurage.core.lifecycle import CloseReason, ForbiddenMove, SecondPersonNeeded, State
from huskurage.store.reports import NoticeKind, Report

FRIDAY = MORNING + timedelta(days=4)


@pytest.fixture
def asta(session: Session, town: Town) -> Unlocked:
    return unlock(session, town.asta)


@pytest.fixture
def astrid(session: Session, town: Town) -> Unlocked:
    return unlock(session, town.astrid)


@pytest.fixture
def report(session: Session, asta: Unlocked) -> Report:
    """A concern that Asta has read."""
    file(session)
    found = only_report(session)
    read_thread(session, asta, found, now=MORNING)
    return found


def waiting(report: Report) -> set[NoticeKind]:
    return {notice.kind for notice in report.notices}


def test_no_action_is_proposed_by_one_and_agreed_to_by_another(
    session: Session, report: Report, asta: Unlocked, astrid: Unlocked
) -> None:
    propose_no_action(session, asta, report, text="The same as last week", now=MORNING)
    assert report.state is State.CLOSE_PROPOSED
    assert NoticeKind.DECIDE in waiting(report)
    with pytest.raises(SecondPersonNeeded):
        agree(session, asta, report, now=MORNING)
    agree(session, astrid, report, now=FRIDAY)
    assert (report.state, report.close_reason, report.closed_on) == (State.CLOSED, CloseReason.NO_ACTION, FRIDAY.date())
    assert (waiting(report), report.proposed_by_id) == (set(), None)


def test_no_action_is_no_reason_to_close_alone(session: Session, report: Report, asta: Unlocked) -> None:
    with pytest.raises(SecondPersonNeeded):
        close(session, asta, report, reason=CloseReason.NO_ACTION, now=MORNING)
    assert report.state is State.READ


@pytest.mark.parametrize("who", ["asta", "astrid"])
def test_whoever_does_not_agree_gives_the_work_back(
    session: Session, report: Report, asta: Unlocked, town: Town, who: str
) -> None:
    propose_no_action(session, asta, report, text="Nothing to do", now=MORNING)
    refuse(session, unlock(session, town.people[who]), report, now=MORNING)
    assert (report.state, report.proposed_by_id) == (State.READ, None)


def test_a_second_proposal_does_not_change_who_proposed(
    session: Session, report: Report, asta: Unlocked, astrid: Unlocked
) -> None:
    propose_no_action(session, asta, report, text="Nothing to do", now=MORNING)
    with pytest.raises(ForbiddenMove):
        propose_no_action(session, astrid, report, text="Nothing to do", now=MORNING)
    assert report.proposed_by_id == asta.account.id


def test_new_words_end_a_proposal(session: Session, report: Report, asta: Unlocked, astrid: Unlocked) -> None:
    propose_no_action(session, asta, report, text="Nothing to do", now=MORNING)
    answer(session, keys=keys_for(), words=Words("It goes on"), now=MORNING)
    assert (report.state, report.proposed_by_id) == (State.ANSWERED, None)
    with pytest.raises(ForbiddenMove):
        agree(session, astrid, report, now=MORNING)


def test_what_was_put_in_the_tray_wakes_nobody_and_comes_back_whole(
    session: Session, report: Report, asta: Unlocked
) -> None:
    quarantine(session, asta, report, now=MORNING)
    assert (report.state, waiting(report)) == (State.QUARANTINED, set())
    release(session, asta, report, now=MORNING)
    assert waiting(report) == {NoticeKind.LOOK, NoticeKind.PROTECT, NoticeKind.DECIDE}


def test_whoever_was_asked_is_no_machine(session: Session, report: Report, asta: Unlocked) -> None:
    ask(session, asta, report, text="Which floor?", language="sv", now=MORNING)
    with pytest.raises(ForbiddenMove):
        quarantine(session, asta, report, now=MORNING)


def test_a_concern_taken_back_waits_to_be_seen_and_its_child_is_not_forgotten(
    session: Session, report: Report, asta: Unlocked
) -> None:
    withdraw(session, keys=keys_for(), now=FRIDAY)
    assert report.look_by == FRIDAY.date()
    read_thread(session, asta, report, now=FRIDAY)
    assert waiting(report) == {NoticeKind.LOOK, NoticeKind.PROTECT}
    mark_seen(session, asta, report, now=FRIDAY)
    assert (report.state, waiting(report), report.closed_on) == (State.WITHDRAWN, set(), FRIDAY.date())


def test_what_nobody_had_read_keeps_its_day_when_it_is_taken_back(session: Session) -> None:
    file(session)
    withdraw(session, keys=keys_for(), now=FRIDAY)
    assert only_report(session).look_by == MORNING.date()


def test_only_what_was_taken_back_is_marked_as_seen(session: Session, report: Report, asta: Unlocked) -> None:
    before = dump(session)
    with pytest.raises(ForbiddenMove):
        mark_seen(session, asta, report, now=MORNING)
    assert dump(session) == before


def test_new_words_after_closing_begin_everything_anew(session: Session, report: Report, asta: Unlocked) -> None:
    close(session, asta, report, reason=CloseReason.HELP_GIVEN, now=MORNING)
    answer(session, keys=keys_for(), words=Words("It goes on"), now=FRIDAY)
    assert waiting(report) == {NoticeKind.LOOK, NoticeKind.PROTECT, NoticeKind.DECIDE}
    assert (report.look_by, report.protect_by) == (FRIDAY.date(), FRIDAY.date())
    assert (report.closed_on, report.close_reason, report.assessed_on) == (None, None, None)
