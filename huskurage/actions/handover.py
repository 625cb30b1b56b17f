"""Handing a report over, taking the document out, and noting its registry number."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from huskurage.actions.entries import write_entry
from huskurage.actions.errors import NeverFirst, NotFound
from huskurage.actions.notices import settle
from huskurage.actions.people import Unlocked
from huskurage.actions.threads import opened_in
from huskurage.actions.triage import listed
from huskurage.core.concern import Concern, Words
from huskurage.core.documents import Part, digest_of, hand_over_document
from huskurage.core.handover import HandOver, Registration, Way
from huskurage.core.lifecycle import State, Verb, check, move
from huskurage.core.receivers import ReceiverKind, may_receive
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record_report
from huskurage.store.places import Municipality, Receiver
from huskurage.store.reports import FROM_NEIGHBOUR, Entry, EntryKind, NoticeKind, Report

SPOKEN = FROM_NEIGHBOUR | {EntryKind.QUESTION, EntryKind.NOTE}
"""What can go along: words. Records about the report itself stay here."""


@dataclass(frozen=True)
class Recorded:
    """An entry with the hand-over or the registration it holds."""

    entry: Entry
    content: HandOver | Registration


@dataclass(frozen=True)
class Said:
    """An entry that can go along, with its clear words."""

    entry: Entry
    content: Concern | Words

    def __repr__(self) -> str:
        return "<Said>"


def said_in(unlocked: Unlocked, report: Report) -> list[Said]:
    """The entries that can go along, opened. Whoever shows their words logs the reading."""
    return [
        Said(one.entry, one.content)
        for one in opened_in(unlocked, report)
        if one.entry.kind in SPOKEN and isinstance(one.content, Concern | Words)
    ]


def shut_in(unlocked: Unlocked, report: Report) -> list[Entry]:
    """The entries with words that do not open, and so cannot go along."""
    return [one.entry for one in opened_in(unlocked, report) if one.entry.kind in SPOKEN and one.content is None]


def records_of(unlocked: Unlocked, report: Report) -> list[Recorded]:
    """Every hand-over and registration of the report that opens, in their order."""
    return [
        Recorded(one.entry, one.content)
        for one in opened_in(unlocked, report)
        if isinstance(one.content, HandOver | Registration)
    ]


def kinds_before(unlocked: Unlocked, report: Report) -> list[ReceiverKind]:
    """The kinds of those who have got the report already."""
    return [one.content.receiver_kind for one in records_of(unlocked, report) if isinstance(one.content, HandOver)]


@dataclass(frozen=True, kw_only=True)
class Passing:
    """One hand-over as it is made: to whom, how and when, and what goes along. `entries` are ids."""

    receiver: Receiver
    way: Way
    day: date
    entries: Sequence[str]
    with_facts: bool = True
    reference: str = ""
    registry_number: str = ""


def hand_over(session: Session, unlocked: Unlocked, report: Report, passing: Passing, *, now: datetime) -> Entry:
    """Note to whom, how and when a report was handed over, and what went along; answers the sealed record.

    Words that nobody has read yet keep waiting for somebody to read them. Raises NeverFirst for a receiver that
    starts from a police report or an open case, ForbiddenMove when nobody has read the report, NotFound for an
    entry that is not the report's, holds no words or does not open, and for facts that do not.
    """
    receiver, today = passing.receiver, local(now).date()
    if not may_receive(receiver.kind, kinds_before(unlocked, report)):
        raise NeverFirst
    made = HandOver(
        sender=session.get_one(Municipality, unlocked.account.municipality_id).name,
        receiver=receiver.name, receiver_kind=receiver.kind, way=passing.way, day=passing.day,
        reference=passing.reference, registry_number=passing.registry_number, facts=passing.with_facts,
        entries=tuple(passing.entries), digest="",
    )  # fmt: skip
    document = _document(unlocked, report, made, today)
    content = replace(made, digest=digest_of(document)).to_bytes()
    _pass_on(report, passing.day)
    entry = write_entry(report, kind=EntryKind.HANDOVER, content=content, day=today, author_id=unlocked.account.id)
    record_report(session, Act.REPORT_HANDED_OVER, unlocked.account, report.id, at=now)
    if passing.registry_number:
        register(session, unlocked, report, number=passing.registry_number, now=now)
    return entry


def hand_over_for(unlocked: Unlocked, report: Report, entry_id: str) -> Recorded:
    """One hand-over of the report; raises NotFound."""
    found = (one for one in records_of(unlocked, report) if one.entry.id == entry_id)
    one = next(found, None)
    if one is None or not isinstance(one.content, HandOver):
        raise NotFound
    return one


def take_document(session: Session, unlocked: Unlocked, report: Report, handed: Recorded, *, now: datetime) -> bytes:
    """The canonical JSON of a hand-over, the same as on its day; taking it out is logged."""
    if not isinstance(handed.content, HandOver):
        raise NotFound
    record_report(session, Act.REPORT_EXPORTED, unlocked.account, report.id, at=now)
    return _document(unlocked, report, handed.content, handed.entry.written_on)


def register(
    session: Session, unlocked: Unlocked, report: Report, *, number: str = "", reason: str = "", now: datetime
) -> None:
    """Note the report's registry number, or why it needs none (of minor and temporary significance).

    One of the two is given. Only the day stays clear. Raises ValueError when both or none are given.
    """
    if bool(number) == bool(reason):
        raise ValueError("a registry number, or a reason why there is none")
    today = local(now).date()
    content = Registration(number=number, reason=reason).to_bytes()
    write_entry(report, kind=EntryKind.HANDOVER, content=content, day=today, author_id=unlocked.account.id)
    report.registered_on = today
    record_report(session, Act.REPORT_REGISTERED, unlocked.account, report.id, at=now)


def part_of(said: Said, text: str | tuple[str | None, ...] | None = None) -> Part:
    """An entry as a document holds it, with its own words or with those given."""
    entry = said.entry
    return Part(
        kind=entry.kind.value,
        day=entry.written_on,
        author=entry.author.name if entry.author else "",
        language=said.content.language,
        text=said.content.text if text is None else text,
    )


def _pass_on(report: Report, day: date) -> None:
    """Nobody here waits for an answer or decides any more; what the neighbour wrote unread still waits for eyes."""
    check(report.state, Verb.HAND_OVER)
    report.handed_over_on = day
    settle(report, NoticeKind.DECIDE, NoticeKind.ANSWER)
    if report.state not in {State.ANSWERED, State.WITHDRAWN}:
        report.state = move(report.state, State.HANDED_OVER)
        settle(report, NoticeKind.LOOK)


def _document(unlocked: Unlocked, report: Report, record_: HandOver, made_on: date) -> bytes:
    by_id = {one.entry.id: one for one in said_in(unlocked, report)}
    line = listed(unlocked, report)
    if not set(record_.entries) <= set(by_id) or (record_.facts and line.shut):
        raise NotFound
    return hand_over_document(
        record=record_,
        report_id=report.id,
        received_on=report.received_on,
        made_on=made_on,
        concern=line.concern if record_.facts else None,
        parts=[part_of(one) for one in by_id.values() if one.entry.id in record_.entries],
    )
