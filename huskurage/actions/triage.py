"""What a coordinator does with a report at work: find it, take it, pass it on, note, ask, assess, mute."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from huskurage.actions.clocks import answer_day
from huskurage.actions.entries import Keyring, fetch_keys, open_entry, write_entry
from huskurage.actions.errors import NotFound
from huskurage.actions.notices import await_anew, check_read, settle
from huskurage.actions.people import Unlocked
from huskurage.actions.threads import ring_of
from huskurage.actions.waking import unmuted
from huskurage.core.concern import Concern, Words
from huskurage.core.lifecycle import ForbiddenMove, State, Verb, check, move
from huskurage.core.sealing import Unsealable
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record_report
from huskurage.store.base import is_random_id
from huskurage.store.inboxes import Inbox
from huskurage.store.people import Account
from huskurage.store.reports import (
    EntryKind,
    NoticeKind,
    Recipient,
    Report,
    report_readable_by,
    reports_readable_by,
)


@dataclass(frozen=True)
class Listed:
    """A line of the inbox: the report, and the facts that tell what it is about.

    No facts: they were forgotten, or, where `shut`, they do not open with this person's key.
    """

    report: Report
    concern: Concern | None
    shut: bool = False

    def __repr__(self) -> str:
        return "<Listed>"


def report_for(session: Session, unlocked: Unlocked, report_id: str, *, to_change: bool = False) -> Report:
    """The report, if this person holds an opening of its inbox; raises NotFound otherwise, as for no such report.

    `to_change` makes whoever else wants to change it wait: an answer that comes meanwhile is not written over.
    """
    if not is_random_id(report_id):
        raise NotFound
    report = report_readable_by(session, unlocked.account.id, report_id, to_change=to_change)
    if report is None:
        raise NotFound
    return report


def reports_awaiting(session: Session, unlocked: Unlocked, states: frozenset[State]) -> list[Listed]:
    """The reports of this person's inboxes in these states, by deadline, each with its facts opened."""
    reports = reports_readable_by(session, unlocked.account.id, states)
    fetch_keys(session, reports)
    rings = {report.inbox_id: ring_of(unlocked, report) for report in reports}
    return [_listed(report, rings) for report in reports]


def listed(unlocked: Unlocked, report: Report) -> Listed:
    """One report with its facts, as a line of the inbox has them; it may be shut."""
    return _listed(report, {report.inbox_id: ring_of(unlocked, report)})


def keyholders(inbox: Inbox) -> list[Account]:
    """Who can open what comes to the inbox now, by name."""
    held = [opening.account for opening in inbox.current_openings if opening.account is not None]
    return sorted((one for one in held if one.left_on is None), key=lambda one: one.name)


def take(session: Session, unlocked: Unlocked, report: Report, *, now: datetime) -> None:
    """Make this person the one who works on the report; raises ForbiddenMove when nobody can any more."""
    check(report.state, Verb.TAKE)
    report.taken_by_id = unlocked.account.id
    record_report(session, Act.REPORT_TAKEN, unlocked.account, report.id, at=now)


def assign(session: Session, unlocked: Unlocked, report: Report, *, to: int, now: datetime) -> None:
    """Give the report to a colleague who can open it; raises NotFound for anybody else, and ForbiddenMove."""
    check(report.state, Verb.ASSIGN)
    if to not in {one.id for one in keyholders(report.inbox)}:
        raise NotFound
    report.taken_by_id = to
    record_report(session, Act.REPORT_ASSIGNED, unlocked.account, report.id, at=now)


def give_back(session: Session, unlocked: Unlocked, report: Report, *, now: datetime) -> None:
    """Nobody works on the report any more; raises ForbiddenMove."""
    check(report.state, Verb.GIVE_BACK)
    report.taken_by_id = None
    record_report(session, Act.REPORT_GIVEN_BACK, unlocked.account, report.id, at=now)


def note(session: Session, unlocked: Unlocked, report: Report, *, text: str, now: datetime) -> None:
    """Write an internal note, sealed to the inbox alone: the neighbour never sees it."""
    write_words(unlocked, report, EntryKind.NOTE, text, now)
    record_report(session, Act.NOTE_WRITTEN, unlocked.account, report.id, at=now)


def ask(session: Session, unlocked: Unlocked, report: Report, *, text: str, language: str, now: datetime) -> None:
    """Ask the neighbour a question, sealed to them and the inbox; raises ForbiddenMove when the report is closed."""
    if report.muted:
        raise ForbiddenMove("nobody would be told of the answer")
    check_read(report)
    report.state = move(report.state, State.ASKED)
    report.answer_by = answer_day(report.inbox, now)
    await_anew(report, NoticeKind.ANSWER)
    write_words(unlocked, report, EntryKind.QUESTION, text, now, language)
    record_report(session, Act.QUESTION_ASKED, unlocked.account, report.id, at=now)


def assess(session: Session, unlocked: Unlocked, report: Report, *, text: str, now: datetime) -> None:
    """The need of protection was assessed, or no child is concerned: which of both stands in the sealed note alone.

    The row is the same for both. Raises ForbiddenMove where no such assessment waits.
    """
    check(report.state, Verb.ASSESS)
    if report.protect_by is None or report.assessed_on is not None:
        raise ForbiddenMove("no protection assessment waits here")
    report.assessed_on = local(now).date()
    settle(report, NoticeKind.PROTECT)
    write_words(unlocked, report, EntryKind.NOTE, text, now)
    record_report(session, Act.PROTECTION_ASSESSED, unlocked.account, report.id, at=now)


def mute(session: Session, unlocked: Unlocked, report: Report, *, now: datetime) -> None:
    """What comes from now on is kept and wakes nobody; its writer is told the same as ever. Raises ForbiddenMove."""
    check(report.state, Verb.MUTE)
    report.muted = True
    settle(report, NoticeKind.LOOK, NoticeKind.ANSWER)
    record_report(session, Act.REPORT_MUTED, unlocked.account, report.id, at=now)


def unmute(session: Session, unlocked: Unlocked, report: Report, *, now: datetime) -> None:
    """What comes is read again, and so is what came meanwhile."""
    check(report.state, Verb.UNMUTE)
    report.muted = False
    unmuted(report, now)
    record_report(session, Act.REPORT_UNMUTED, unlocked.account, report.id, at=now)


def write_words(
    unlocked: Unlocked, report: Report, kind: EntryKind, text: str, now: datetime, language: str = "sv"
) -> None:
    """Seal words of this person's into the report."""
    content = Words(text=text, language=language).to_bytes()
    write_entry(report, kind=kind, content=content, day=local(now).date(), author_id=unlocked.account.id)


def _listed(report: Report, rings: Mapping[int, Keyring]) -> Listed:
    try:
        return Listed(report, _facts(report, rings[report.inbox_id]))
    except Unsealable:
        return Listed(report, None, shut=True)


def _facts(report: Report, ring: Keyring) -> Concern | None:
    first = next((entry for entry in report.entries if entry.kind is EntryKind.CONCERN), None)
    content = open_entry(first, Recipient.INBOX, ring) if first else None
    return Concern.from_bytes(content) if content else None
