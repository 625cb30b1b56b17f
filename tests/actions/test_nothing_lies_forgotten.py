"""Whatever a neighbour writes waits for somebody, also in the tray, after a thread was muted, and when taken back."""

from datetime import timedelta

from doing import file, keys_for, only_report, unlock
from sqlalchemy.orm import Session
from town import MORNING, Town

from huskurage.actions.closing import mark_seen, quarantine
from huskurage.actions.reporting import answer, withdraw
from huskurage.actions.threads import read_thread
from huskurage.actions.triage import ask, mute, unmute
from huskurage.core.concern import Words
from huskurage.core.lifecycle import State
from huskurage.store.reports import NoticeKind

LATER = MORNING + timedelta(days=3)
REAL = Words(text="It is real, help", language="sv")


def waiting(session: Session) -> set[NoticeKind]:
    session.flush()
    return {notice.kind for notice in only_report(session).notices}


def test_words_that_reach_the_tray_are_told_of_by_the_next_reading_day(session: Session, town: Town) -> None:
    file(session)
    quarantine(session, unlock(session, town.asta), only_report(session), now=MORNING)
    assert waiting(session) == set()
    answer(session, keys=keys_for(), words=REAL, now=LATER)
    assert waiting(session) == {NoticeKind.LOOK}
    assert only_report(session).look_by == LATER.date()
    assert only_report(session).state is State.QUARANTINED


def test_words_after_a_tray_report_was_read_are_told_of_again(session: Session, town: Town) -> None:
    file(session, quarantined=True)
    read_thread(session, unlock(session, town.asta), only_report(session), now=MORNING)
    assert waiting(session) == set()
    answer(session, keys=keys_for(), words=REAL, now=LATER)
    assert waiting(session) == {NoticeKind.LOOK}


def test_a_muted_thread_in_the_tray_wakes_nobody(session: Session, town: Town) -> None:
    file(session)
    asta, report = unlock(session, town.asta), only_report(session)
    read_thread(session, asta, report, now=MORNING)
    mute(session, asta, report, now=MORNING)
    quarantine(session, asta, report, now=MORNING)
    answer(session, keys=keys_for(), words=REAL, now=LATER)
    assert waiting(session) == set()


def test_a_question_is_looked_at_again_also_after_muting_and_unmuting(session: Session, town: Town) -> None:
    file(session)
    asta, report = unlock(session, town.asta), only_report(session)
    read_thread(session, asta, report, now=MORNING)
    ask(session, asta, report, text="Which floor?", language="sv", now=MORNING)
    mute(session, asta, report, now=MORNING)
    assert NoticeKind.ANSWER not in waiting(session)
    unmute(session, asta, report, now=MORNING)
    assert NoticeKind.ANSWER in waiting(session)


def test_an_unread_tray_concern_that_is_taken_back_still_waits_to_be_seen(session: Session, town: Town) -> None:
    file(session, quarantined=True)
    withdraw(session, keys=keys_for(), now=MORNING)
    assert waiting(session) == {NoticeKind.LOOK}
    mark_seen(session, unlock(session, town.asta), only_report(session), now=MORNING)
    assert waiting(session) == set()


def test_a_tray_concern_that_was_looked_at_ends_when_it_is_taken_back(session: Session, town: Town) -> None:
    file(session, quarantined=True)
    read_thread(session, unlock(session, town.asta), only_report(session), now=MORNING)
    withdraw(session, keys=keys_for(), now=MORNING)
    assert waiting(session) == set()
    assert only_report(session).closed_on == MORNING.date()
