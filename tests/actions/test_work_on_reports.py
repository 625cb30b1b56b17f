"""Work on a report: passed on to those who can open it, assessed, muted, linked; and what does not open."""

from collections.abc import Sequence
from typing import Any

import pytest
from doing import dump, file, keys_for, only_report, unlock
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import MORNING, Town

from huskurage.actions.closing import close
from huskurage.actions.errors import CannotLink, NotFound
from huskurage.actions.linking import joined_to, link_reports
from huskurage.actions.people import Unlocked
from huskurage.actions.reporting import answer, visit
from huskurage.actions.threads import Spoken, read_thread
from huskurage.actions.triage import (
    ask,
    assess,
    assign,
    give_back,
    keyholders,
    mute,
    reports_awaiting,
    take,
    unmute,
)
from huskurage.core.concern import Answer, Words
from huskurage.core.lifecycle import CloseReason, ForbiddenMove, State
from huskurage.core.links import Link, LinkKind
from huskurage.store.audit import Act, AuditEvent
from huskurage.store.inboxes import Receives
from huskurage.store.people import account_by_login
from huskurage.store.reports import EntryKind, NoticeKind, Report

MORE = Words("More of the same")


@pytest.fixture
def asta(session: Session, town: Town) -> Unlocked:
    return unlock(session, town.asta)


def read(session: Session, asta: Unlocked, report: Report) -> Sequence[Spoken]:
    return read_thread(session, asta, report, now=MORNING)


@pytest.fixture
def report(session: Session, asta: Unlocked) -> Report:
    file(session, children=Answer.YES)
    found = only_report(session)
    read(session, asta, found)
    return found


def waiting(report: Report) -> set[NoticeKind]:
    return {notice.kind for notice in report.notices}


def acts(session: Session) -> list[Act]:
    return list(session.scalars(select(AuditEvent.act).where(AuditEvent.object_kind == "report")))


def test_a_report_is_given_to_whoever_can_open_it_and_back(session: Session, report: Report, asta: Unlocked) -> None:
    astrid = next(one for one in keyholders(report.inbox) if one.name == "Astrid")
    take(session, asta, report, now=MORNING)
    assign(session, asta, report, to=astrid.id, now=MORNING)
    assert report.taken_by_id == astrid.id
    give_back(session, asta, report, now=MORNING)
    assert report.taken_by_id is None
    assert acts(session)[1:] == [Act.REPORT_TAKEN, Act.REPORT_ASSIGNED, Act.REPORT_GIVEN_BACK]


@pytest.mark.parametrize("who", ["bo", "adam"])
def test_nobody_gets_a_report_that_they_cannot_open(session: Session, report: Report, asta: Unlocked, who: str) -> None:
    account = account_by_login(session, who)
    assert account is not None
    with pytest.raises(NotFound):
        assign(session, asta, report, to=account.id, now=MORNING)
    assert report.taken_by_id is None


def test_an_assessment_is_noted_once_and_settles_its_clock(session: Session, report: Report, asta: Unlocked) -> None:
    assert NoticeKind.PROTECT in waiting(report)
    assess(session, asta, report, text="No child lives there.", now=MORNING)
    assert report.assessed_on == MORNING.date()
    assert NoticeKind.PROTECT not in waiting(report)
    with pytest.raises(ForbiddenMove):
        assess(session, asta, report, text="Once more", now=MORNING)


def test_no_row_tells_whether_a_child_was_concerned(session: Session, asta: Unlocked) -> None:
    """The same columns and sizes for both decisions; all that differs is random or sealed."""
    seen = []
    for page, decided in ((1, "Protection assessment: made."), (2, "No child, not needed.")):
        file(session, page=page)
        session.flush()
        mine = session.scalars(select(Report).where(Report.state == State.RECEIVED)).one()
        read(session, asta, mine)
        assess(session, asta, mine, text=decided, now=MORNING)
        session.flush()
        entry = mine.entries[-1]
        seen.append((mine.state, mine.assessed_on, waiting(mine), entry.kind, len(entry.ciphertext)))
    assert seen[0] == seen[1]


def test_an_inbox_for_adults_has_no_such_assessment(session: Session, report: Report, asta: Unlocked) -> None:
    report.inbox.receives = Receives.ADULTS
    session.flush()
    file(session, page=2)
    adults = session.scalars(select(Report).where(Report.state == State.RECEIVED)).one()
    read(session, asta, adults)
    with pytest.raises(ForbiddenMove):
        assess(session, asta, adults, text="Made", now=MORNING)


def test_a_muted_thread_keeps_what_comes_and_wakes_nobody(session: Session, report: Report, asta: Unlocked) -> None:
    mute(session, asta, report, now=MORNING)
    before = waiting(report)
    answer(session, keys=keys_for(), words=MORE, now=MORNING)
    assert [entry.kind for entry in report.entries] == [EntryKind.CONCERN, EntryKind.ADDITION]
    assert waiting(report) == before == {NoticeKind.PROTECT, NoticeKind.DECIDE}


@pytest.mark.usefixtures("report")
@pytest.mark.parametrize("closed", [False, True])
def test_the_writer_of_a_muted_thread_is_told_the_same_as_ever(session: Session, asta: Unlocked, closed: bool) -> None:
    told: list[Any] = []
    for page in (1, 2):
        if page == 2:
            file(session, page=2)
            session.flush()
        one = next(one for one in session.scalars(select(Report)) if one.lookup == keys_for(page).lookup)
        read(session, asta, one)
        if page == 2:
            mute(session, asta, one, now=MORNING)
        if closed:
            close(session, asta, one, reason=CloseReason.HELP_GIVEN, now=MORNING)
        steps = [visit(session, keys=keys_for(page))]
        answer(session, keys=keys_for(page), words=MORE, now=MORNING)
        told.append([*steps, visit(session, keys=keys_for(page))])
    assert told[0] == told[1]


def test_a_closed_muted_thread_stays_closed_until_it_is_unmuted(
    session: Session, report: Report, asta: Unlocked
) -> None:
    mute(session, asta, report, now=MORNING)
    close(session, asta, report, reason=CloseReason.HELP_GIVEN, now=MORNING)
    answer(session, keys=keys_for(), words=MORE, now=MORNING)
    assert (report.closed_on, waiting(report)) == (MORNING.date(), set())
    unmute(session, asta, report, now=MORNING)
    assert (report.closed_on, NoticeKind.LOOK in waiting(report)) == (None, True)


def test_reading_a_closed_muted_thread_leaves_it_closed(session: Session, report: Report, asta: Unlocked) -> None:
    mute(session, asta, report, now=MORNING)
    close(session, asta, report, reason=CloseReason.HELP_GIVEN, now=MORNING)
    answer(session, keys=keys_for(), words=MORE, now=MORNING)
    read(session, asta, report)
    assert report.state is State.CLOSED


def test_nobody_is_asked_in_a_muted_thread(session: Session, report: Report, asta: Unlocked) -> None:
    mute(session, asta, report, now=MORNING)
    with pytest.raises(ForbiddenMove):
        ask(session, asta, report, text="Which floor?", language="sv", now=MORNING)


def two(session: Session) -> tuple[Report, Report]:
    file(session, "Screams again", page=2)
    session.flush()
    one, other = sorted(session.scalars(select(Report)), key=lambda each: each.lookup != keys_for(1).lookup)
    return one, other


@pytest.mark.usefixtures("report")
def test_linked_reports_name_each_other_sealed(session: Session, asta: Unlocked) -> None:
    one, other = two(session)
    link_reports(session, asta, one, other, kind=LinkKind.SAME, now=MORNING)
    for here, there in ((one, other), (other, one)):
        ((link, found),) = joined_to(session, asta, here)
        assert link == Link(LinkKind.SAME, there.id)
        assert found is not None
        assert found.report is there
        assert link in [spoken.content for spoken in read(session, asta, here)]


@pytest.mark.usefixtures("report")
def test_no_row_names_two_linked_reports(session: Session, asta: Unlocked) -> None:
    one, other = two(session)
    link_reports(session, asta, one, other, kind=LinkKind.RELATED, now=MORNING)
    rows = [repr(row) for table in dump(session).values() for row in table]
    assert not [row for row in rows if one.id in row and other.id in row]
    assert acts(session).count(Act.REPORTS_LINKED) == 1


@pytest.mark.usefixtures("report")
def test_a_report_is_linked_neither_to_itself_nor_twice(session: Session, asta: Unlocked) -> None:
    one, other = two(session)
    link_reports(session, asta, one, other, kind=LinkKind.SAME, now=MORNING)
    for pair in ((one, one), (one, other), (other, one)):
        with pytest.raises(CannotLink):
            link_reports(session, asta, *pair, kind=LinkKind.RELATED, now=MORNING)


def turn(report: Report, kind: EntryKind) -> None:
    """Somebody has changed the database."""
    for entry in report.entries:
        if entry.kind is kind:
            entry.ciphertext = entry.ciphertext[::-1]


def test_what_does_not_open_is_listed_logged_and_not_read(session: Session, asta: Unlocked) -> None:
    file(session)
    report = only_report(session)
    turn(report, EntryKind.CONCERN)
    (line,) = reports_awaiting(session, asta, frozenset(State))
    assert (line.shut, line.concern) == (True, None)
    assert [one.content for one in read(session, asta, report)] == [None]
    assert (report.state, acts(session)) == (State.RECEIVED, [Act.REPORT_READ_REFUSED])
    assert NoticeKind.LOOK in waiting(report)


def test_one_damaged_entry_does_not_hide_the_others(session: Session, report: Report, asta: Unlocked) -> None:
    answer(session, keys=keys_for(), words=MORE, now=MORNING)
    turn(report, EntryKind.ADDITION)
    concern, damaged = read(session, asta, report)
    assert concern.content is not None
    assert damaged.content is None
    assert acts(session)[-2:] == [Act.REPORT_READ_REFUSED, Act.REPORT_READ]


def test_a_key_of_another_generation_is_said_to_be_missing(session: Session, report: Report, asta: Unlocked) -> None:
    for entry in report.entries:
        for key in entry.keys:
            key.generation = 7
    (line,) = reports_awaiting(session, asta, frozenset(State))
    assert line.shut
