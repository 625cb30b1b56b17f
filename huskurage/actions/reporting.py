"""What a neighbour does: file a concern, come back with the code, answer, add, withdraw."""

import enum
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from huskurage.actions.errors import CodeOpensNothing, NoInboxIsLive
from huskurage.core.codes import CodeKeys
from huskurage.core.concern import Concern, Words, read_content
from huskurage.core.deadlines import DeadlineKind, deadlines_for
from huskurage.core.hours import hours_from_json
from huskurage.core.lifecycle import MOVES, PublicState, State, move, public_state
from huskurage.core.sealing import KeyPair, Place, seal_entry, unseal_entry
from huskurage.core.swedish_time import local
from huskurage.store.inboxes import Inbox, Receives, inbox_for
from huskurage.store.reports import (
    FROM_NEIGHBOUR,
    ContentKey,
    Entry,
    EntryKind,
    Recipient,
    Report,
    report_by_lookup,
)

RECIPIENTS = dict.fromkeys(EntryKind, (Recipient.INBOX, Recipient.REPORTER)) | {EntryKind.NOTE: (Recipient.INBOX,)}


class Outcome(enum.Enum):
    """What became of a send."""

    FILED = "filed"
    REPEATED = "repeated"  # the same page with the same words: the report that is there
    ADDED = "added"  # the same page with other words: an addition to the report that is there


@dataclass(frozen=True)
class Visit:
    """What a neighbour sees when they come back. Never the concern's own text."""

    state: PublicState
    questions: tuple[Words, ...]
    may_withdraw: bool


def file_report(
    session: Session,
    *,
    concern: Concern,
    keys: CodeKeys,
    municipality_id: int,
    now: datetime,
    quarantined: bool = False,
) -> Outcome:
    """Seal the concern to its inbox and its writer and keep it once per form page; raises NoInboxIsLive.

    Raises CodeOpensNothing when this page's concern was taken back: nobody would read what is added to it.
    Only the day is kept of `now`. What looks like spam goes to the quarantine tray, never away (product, section 3).
    """
    if (existing := report_by_lookup(session, keys.lookup)) is not None:
        return _add(session, existing, concern, keys.pair, now)
    inbox = inbox_for(session, municipality_id, about_children=concern.about_children)
    if inbox is None:
        raise NoInboxIsLive
    report = Report(
        inbox_id=inbox.id,
        lookup=keys.lookup,
        reporter_key=keys.pair.public,
        received_on=local(now).date(),
        look_by=_look_by(inbox, now),
        state=State.QUARANTINED if quarantined else State.RECEIVED,
    )
    report.inbox = inbox
    session.add(report)
    write_entry(report, kind=EntryKind.CONCERN, content=concern.to_bytes(), day=report.received_on)
    session.flush()
    return Outcome.FILED


def visit(session: Session, *, keys: CodeKeys) -> Visit:
    """What the code's holder may see; raises CodeOpensNothing. Leaves no event."""
    report = _report_behind(session, keys)
    state = public_state(report.state)
    if state is None:
        raise CodeOpensNothing
    questions = [entry for entry in report.entries if entry.kind is EntryKind.QUESTION]
    opened = [open_entry(entry, Recipient.REPORTER, keys.pair) for entry in questions]
    asked = tuple(Words.from_bytes(content) for content in opened if content)
    return Visit(state, asked, may_withdraw=State.WITHDRAWN in MOVES[report.state])


def answer(session: Session, *, keys: CodeKeys, words: Words, now: datetime) -> Outcome:
    """Keep an answer or an addition, once however often it is sent; raises CodeOpensNothing."""
    report = _report_behind(session, keys)
    if any(said == words for said in _said(report, keys.pair)):
        return Outcome.REPEATED
    kind = EntryKind.ANSWER if report.state is State.ASKED else EntryKind.ADDITION
    write_entry(report, kind=kind, content=words.to_bytes(), day=local(now).date())
    _wake(report)
    return Outcome.ADDED


def withdraw(session: Session, *, keys: CodeKeys) -> None:
    """Take the concern back: the code opens nothing from now on, the coordinator sees that it was withdrawn.

    What has reached a Swedish authority is a record that may not be destroyed at once (domain, 3.5): it stays sealed.
    Raises CodeOpensNothing.
    """
    report = _report_behind(session, keys)
    report.state = move(report.state, State.WITHDRAWN)


def write_entry(report: Report, *, kind: EntryKind, content: bytes, day: date, author_id: int | None = None) -> Entry:
    """Seal content into a new entry of the report, to the inbox and, for all but notes, to the reporter."""
    position = 1 + max((entry.position for entry in report.entries), default=0)
    entry = Entry(kind=kind, position=position, written_on=day, ciphertext=b"", author_id=author_id)
    report.entries.append(entry)
    public = {Recipient.INBOX: report.inbox.public_key, Recipient.REPORTER: report.reporter_key}
    recipients = RECIPIENTS[kind]
    sealed = seal_entry(content, place=place_of(entry), recipients=[public[one] for one in recipients])
    entry.ciphertext = sealed.ciphertext
    for recipient, key in zip(recipients, sealed.keys, strict=True):
        entry.keys.append(ContentKey(recipient=recipient, sealed=key))
    return entry


def open_entry(entry: Entry, recipient: Recipient, pair: KeyPair) -> bytes | None:
    """The entry's clear bytes for that recipient; None when the key was purged. Raises Unsealable."""
    sealed_key = entry.key_for(recipient)
    if sealed_key is None:
        return None
    return unseal_entry(entry.ciphertext, sealed_key=sealed_key, place=place_of(entry), pair=pair)


def place_of(entry: Entry) -> Place:
    """Where an entry's ciphertext belongs: in its report and as its kind. Anywhere else it does not open."""
    return Place("entries", f"{entry.report.id}/{entry.id}/{entry.kind.value}", "ciphertext")


def _look_by(inbox: Inbox, now: datetime) -> date:
    """The day of the first look, from the inbox alone: it must tell no more than the choice of inbox does."""
    children = inbox.receives is not Receives.ADULTS
    deadlines = deadlines_for(about_children=children, received=now, hours=hours_from_json(inbox.hours))
    return next(one.day for one in deadlines if one.kind is DeadlineKind.FIRST_LOOK)


def _report_behind(session: Session, keys: CodeKeys) -> Report:
    return _open(report_by_lookup(session, keys.lookup))


def _open(report: Report | None) -> Report:
    if report is None or public_state(report.state) is None:
        raise CodeOpensNothing
    return report


def _add(session: Session, report: Report, concern: Concern, pair: KeyPair, now: datetime) -> Outcome:
    if any(_same(said, concern) for said in _said(_open(report), pair)):
        return Outcome.REPEATED
    write_entry(report, kind=EntryKind.ADDITION, content=concern.to_bytes(), day=local(now).date())
    _wake(report)
    session.flush()
    return Outcome.ADDED


def _said(report: Report, pair: KeyPair) -> list[Concern | Words]:
    ours = [entry for entry in report.entries if entry.kind in FROM_NEIGHBOUR]
    return [read_content(content) for entry in ours if (content := open_entry(entry, Recipient.REPORTER, pair))]


def _same(said: Concern | Words, concern: Concern) -> bool:
    return isinstance(said, Concern) and replace(said, language="") == replace(concern, language="")


def _wake(report: Report) -> None:
    if State.ANSWERED in MOVES[report.state]:
        report.state, report.close_reason = move(report.state, State.ANSWERED), None
