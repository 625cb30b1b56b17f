"""Asta hands a concern over: the record is sealed, the days stay clear, and the document is the same every time."""

import json
from datetime import timedelta
from typing import Any

import pytest
from doing import dump, file, keys_for, only_report, unlock
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import MORNING, Town

from huskurage.actions.errors import NeverFirst, NotFound
from huskurage.actions.handover import (
    Passing,
    hand_over,
    hand_over_for,
    kinds_before,
    records_of,
    register,
    said_in,
    take_document,
)
from huskurage.actions.people import Unlocked
from huskurage.actions.receivers import add_receiver
from huskurage.actions.reporting import answer, visit
from huskurage.actions.threads import read_thread
from huskurage.actions.triage import ask, note
from huskurage.core.concern import Words
from huskurage.core.documents import digest_of
from huskurage.core.handover import HandOver, Registration, Way
from huskurage.core.lifecycle import ForbiddenMove, PublicState, State
from huskurage.core.receivers import ReceiverKind
from huskurage.store.audit import AuditEvent
from huskurage.store.places import Receiver
from huskurage.store.reports import Entry, EntryKind, NoticeKind, Recipient, Report

TODAY = MORNING.date()


@pytest.fixture
def asta(session: Session, town: Town) -> Unlocked:
    return unlock(session, town.asta)


@pytest.fixture
def report(session: Session, asta: Unlocked) -> Report:
    file(session, "Anna screams", floor="third")
    found = only_report(session)
    read_thread(session, asta, found, now=MORNING)
    return found


def receiver(session: Session, asta: Unlocked, kind: ReceiverKind = ReceiverKind.INTAKE_ADULTS) -> Receiver:
    return add_receiver(
        session, asta, kind=kind, name=f"The {kind}", reached_by="08-465 004 02", accepts="", now=MORNING
    )


def give(session: Session, asta: Unlocked, report: Report, to: Receiver, **changes: Any) -> Entry:
    fields = {"way": Way.BY_HAND, "day": TODAY, "entries": [report.entries[0].id]} | changes
    now = fields.pop("now", MORNING)
    return hand_over(session, asta, report, Passing(receiver=to, **fields), now=now)


def waiting(report: Report) -> set[NoticeKind]:
    return {notice.kind for notice in report.notices}


def test_a_hand_over_is_sealed_to_the_inbox_alone_and_only_its_day_is_clear(
    session: Session, asta: Unlocked, report: Report
) -> None:
    entry = give(session, asta, report, receiver(session, asta), reference="SOC-77", day=TODAY - timedelta(1))
    assert (report.state, report.handed_over_on) == (State.HANDED_OVER, TODAY - timedelta(1))
    assert (entry.kind, [key.recipient for key in entry.keys]) == (EntryKind.HANDOVER, [Recipient.INBOX])
    assert "SOC-77" not in str(dump(session)["entries"])
    assert not {NoticeKind.DECIDE, NoticeKind.LOOK} & waiting(report)
    assert visit(session, keys=keys_for()).state is PublicState.PASSED_ON_OR_CLOSED


def test_the_record_keeps_the_names_of_its_day(session: Session, asta: Unlocked, report: Report) -> None:
    to = receiver(session, asta)
    give(session, asta, report, to)
    to.name, to.kind = "Renamed", ReceiverKind.POLICE
    (one,) = records_of(asta, report)
    assert isinstance(one.content, HandOver)
    assert (one.content.receiver, one.content.sender) == ("The intake_adults", "Lindbacka kommun")
    assert kinds_before(asta, report) == [ReceiverKind.INTAKE_ADULTS]


def test_the_document_is_what_was_hashed_however_much_is_said_later(
    session: Session, asta: Unlocked, report: Report
) -> None:
    entry = give(session, asta, report, receiver(session, asta))
    answer(session, keys=keys_for(), words=Words(text="More"), now=MORNING)
    note(session, asta, report, text="Ours", now=MORNING)
    handed = hand_over_for(asta, report, entry.id)
    documents = {take_document(session, asta, report, handed, now=MORNING + timedelta(days=day)) for day in (0, 9)}
    assert isinstance(handed.content, HandOver)
    assert {digest_of(one) for one in documents} == {handed.content.digest}
    (document,) = (json.loads(one) for one in documents)
    assert [one["text"] for one in document["entries"]] == ["Anna screams"]
    assert document["facts"]["floor"] == "third"


def test_facts_and_notes_go_along_only_when_they_were_chosen(session: Session, asta: Unlocked, report: Report) -> None:
    note(session, asta, report, text="Ours", now=MORNING)
    chosen = [report.entries[1].id]
    entry = give(session, asta, report, receiver(session, asta), with_facts=False, entries=chosen)
    document = json.loads(take_document(session, asta, report, hand_over_for(asta, report, entry.id), now=MORNING))
    assert "facts" not in document
    assert [(one["kind"], one["author"]) for one in document["entries"]] == [("note", "Asta")]


def test_whoever_starts_from_an_open_case_is_refused_until_there_is_one(
    session: Session, asta: Unlocked, report: Report
) -> None:
    barnahus = receiver(session, asta, ReceiverKind.BARNAHUS)
    before = dump(session)
    with pytest.raises(NeverFirst):
        give(session, asta, report, barnahus)
    assert dump(session) == before
    give(session, asta, report, receiver(session, asta, ReceiverKind.POLICE))
    give(session, asta, report, barnahus)
    assert kinds_before(asta, report) == [ReceiverKind.POLICE, ReceiverKind.BARNAHUS]


def test_what_nobody_has_read_is_not_handed_over(session: Session, asta: Unlocked) -> None:
    file(session)
    with pytest.raises(ForbiddenMove):
        give(session, asta, only_report(session), receiver(session, asta))


def test_an_answer_that_came_meanwhile_still_waits_to_be_read(session: Session, asta: Unlocked, report: Report) -> None:
    ask(session, asta, report, text="Which floor?", language="en", now=MORNING)
    answer(session, keys=keys_for(), words=Words(text="The third"), now=MORNING)
    give(session, asta, report, receiver(session, asta))
    assert report.state is State.ANSWERED
    assert waiting(report) & {NoticeKind.LOOK, NoticeKind.DECIDE, NoticeKind.ANSWER} == {NoticeKind.LOOK}
    read_thread(session, asta, report, now=MORNING)
    assert report.state is State.HANDED_OVER


def test_entries_of_others_and_records_do_not_go_along(session: Session, asta: Unlocked, report: Report) -> None:
    to = receiver(session, asta)
    record = give(session, asta, report, to)
    assert [one.entry.kind for one in said_in(asta, report)] == [EntryKind.CONCERN]
    for wrong in ("0" * 32, record.id):
        with pytest.raises(NotFound):
            give(session, asta, report, to, entries=[wrong])


def test_a_registry_number_is_sealed_and_its_day_is_clear(session: Session, asta: Unlocked, report: Report) -> None:
    give(session, asta, report, receiver(session, asta), registry_number="SN 2026/00417")
    assert report.registered_on == TODAY
    records = [one.content for one in records_of(asta, report)]
    assert records[1] == Registration("SN 2026/00417", "")
    assert "00417" not in str(dump(session)["entries"])


@pytest.mark.parametrize(("number", "reason"), [("", ""), ("SN 1", "advertising")])
def test_a_report_has_a_number_or_a_reason_why_not(
    session: Session, asta: Unlocked, report: Report, number: str, reason: str
) -> None:
    with pytest.raises(ValueError, match="registry number"):
        register(session, asta, report, number=number, reason=reason, now=MORNING)


def test_every_step_is_logged_without_content(session: Session, asta: Unlocked, report: Report) -> None:
    entry = give(session, asta, report, receiver(session, asta), registry_number="SN 7")
    take_document(session, asta, report, hand_over_for(asta, report, entry.id), now=MORNING)
    session.flush()
    acts = [one.act.value for one in session.scalars(select(AuditEvent)) if one.object_id == report.id]
    assert acts == ["report_read", "report_handed_over", "report_registered", "report_exported"]
