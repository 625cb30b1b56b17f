"""A neighbour comes back with the code: looks, answers, adds, withdraws."""

from functools import partial
from typing import Any

import pytest
from doing import dump, file, keys_for, only_report, unlock
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import MORNING, Town

from huskurage.actions.closing import close
from huskurage.actions.errors import CodeOpensNothing
from huskurage.actions.reporting import Outcome, answer, visit, withdraw
from huskurage.actions.threads import read_thread
from huskurage.actions.triage import ask, note
from huskurage.core.concern import Words
from huskurage.core.lifecycle import CloseReason, ForbiddenMove, PublicState, State
from huskurage.store.audit import AuditEvent
from huskurage.store.reports import EntryKind

ANSWER = Words("The second floor", "en")


def read_it(session: Session, town: Town) -> Any:
    asta, report = unlock(session, town.asta), only_report(session)
    read_thread(session, asta, report, now=MORNING)
    return asta, report


def test_a_visit_leaves_no_event_and_changes_no_row(session: Session) -> None:
    file(session)
    before = dump(session)
    assert visit(session, keys=keys_for()).state is PublicState.RECEIVED
    assert not session.dirty
    assert not session.new
    assert dump(session) == before


def test_a_visit_after_a_question_changes_nothing_either(session: Session, town: Town) -> None:
    file(session)
    asta, report = read_it(session, town)
    ask(session, asta, report, text="Which floor?", language="en", now=MORNING)
    before = dump(session)
    assert [one.text for one in visit(session, keys=keys_for()).questions] == ["Which floor?"]
    assert dump(session) == before


def test_a_visit_shows_neither_notes_nor_the_concerns_own_words(session: Session, town: Town) -> None:
    file(session, "Screams at night")
    asta, report = read_it(session, town)
    note(session, asta, report, text="Called the school", now=MORNING)
    seen = visit(session, keys=keys_for())
    assert seen.questions == ()
    assert seen.state is PublicState.READ


def test_an_answer_is_kept_once_however_often_it_is_sent(session: Session, town: Town) -> None:
    file(session)
    asta, report = read_it(session, town)
    ask(session, asta, report, text="Which floor?", language="en", now=MORNING)
    outcomes = [answer(session, keys=keys_for(), words=ANSWER, now=MORNING) for _ in range(3)]
    assert outcomes == [Outcome.ADDED, Outcome.REPEATED, Outcome.REPEATED]
    assert [entry.kind for entry in report.entries] == [EntryKind.CONCERN, EntryKind.QUESTION, EntryKind.ANSWER]
    assert report.state is State.ANSWERED


def test_words_nobody_asked_for_are_an_addition(session: Session) -> None:
    file(session)
    answer(session, keys=keys_for(), words=ANSWER, now=MORNING)
    report = only_report(session)
    assert report.entries[1].kind is EntryKind.ADDITION
    assert report.state is State.RECEIVED


def test_an_addition_reopens_a_closed_report(session: Session, town: Town) -> None:
    file(session)
    asta, report = read_it(session, town)
    close(session, asta, report, reason=CloseReason.HELP_GIVEN, now=MORNING)
    assert visit(session, keys=keys_for()).state is PublicState.PASSED_ON_OR_CLOSED
    answer(session, keys=keys_for(), words=ANSWER, now=MORNING)
    assert report.state is State.ANSWERED


def test_a_withdrawn_code_opens_nothing_for_any_verb(session: Session) -> None:
    file(session)
    withdraw(session, keys=keys_for(), now=MORNING)
    assert only_report(session).state is State.WITHDRAWN
    for verb in (visit, partial(withdraw, now=MORNING)):
        with pytest.raises(CodeOpensNothing):
            verb(session, keys=keys_for())
    with pytest.raises(CodeOpensNothing):
        answer(session, keys=keys_for(), words=ANSWER, now=MORNING)


def test_an_unknown_code_opens_nothing_for_any_verb(session: Session) -> None:
    file(session)
    before = dump(session)
    for verb in (visit, partial(withdraw, now=MORNING)):
        with pytest.raises(CodeOpensNothing):
            verb(session, keys=keys_for(2))
    with pytest.raises(CodeOpensNothing):
        answer(session, keys=keys_for(2), words=ANSWER, now=MORNING)
    assert dump(session) == before


def test_what_was_closed_cannot_be_taken_back(session: Session, town: Town) -> None:
    file(session)
    asta, report = read_it(session, town)
    close(session, asta, report, reason=CloseReason.HANDED_OVER, now=MORNING)
    assert not visit(session, keys=keys_for()).may_withdraw
    with pytest.raises(ForbiddenMove):
        withdraw(session, keys=keys_for(), now=MORNING)


def test_nothing_a_neighbour_does_is_written_in_the_log(session: Session) -> None:
    lines = len(session.scalars(select(AuditEvent)).all())
    file(session)
    answer(session, keys=keys_for(), words=ANSWER, now=MORNING)
    withdraw(session, keys=keys_for(), now=MORNING)
    session.flush()
    assert len(session.scalars(select(AuditEvent)).all()) == lines
