"""What a neighbour does: file a concern, come back with the code, answer, add, withdraw."""

import enum
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from huskurage.actions.clocks import clocks
from huskurage.actions.entries import key_of, open_entry, write_entry
from huskurage.actions.errors import CodeOpensNothing, NoInboxIsLive
from huskurage.actions.notices import await_action, begin_notices, settle, waits
from huskurage.actions.waking import wake
from huskurage.core.codes import CodeKeys
from huskurage.core.concern import Concern, Words, read_content
from huskurage.core.lifecycle import MOVES, ForbiddenMove, PublicState, State, move, public_state
from huskurage.core.sealing import KeyPair
from huskurage.core.swedish_time import local
from huskurage.store.inboxes import Inbox, inbox_for
from huskurage.store.reports import (
    FROM_NEIGHBOUR,
    EntryKind,
    NoticeKind,
    Recipient,
    Report,
    report_by_lookup,
)


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
    author_id: int | None = None,
) -> Outcome:
    """Seal the concern to its inbox and its writer and keep it once per form page; raises NoInboxIsLive.

    `author_id` is the coordinator who wrote it down for a caller; a neighbour has none.

    Raises CodeOpensNothing when this page's concern was taken back: nobody would read what is added to it.
    Only the day is kept of `now`. What looks like spam goes to the quarantine tray, never away (product, section 3).
    """
    if (existing := report_by_lookup(session, keys.lookup, to_change=True)) is not None:
        return _add(session, existing, concern, keys.pair, now, author_id)
    inbox = inbox_for(session, municipality_id, about_children=concern.about_children)
    if inbox is None:
        raise NoInboxIsLive
    report = _new_report(inbox, keys, now, quarantined=quarantined)
    session.add(report)
    write_entry(report, kind=EntryKind.CONCERN, content=concern.to_bytes(), day=report.received_on, author_id=author_id)
    session.flush()
    return Outcome.FILED


def _new_report(inbox: Inbox, keys: CodeKeys, now: datetime, *, quarantined: bool) -> Report:
    days, state = clocks(inbox, now), State.QUARANTINED if quarantined else State.RECEIVED
    report = Report(
        inbox_id=inbox.id, lookup=keys.lookup, reporter_key=keys.pair.public, received_on=local(now).date(),
        state=state, look_by=days.look_by, protect_by=days.protect_by, decide_by=days.decide_by,
    )  # fmt: skip
    report.inbox = inbox
    if quarantined:
        await_action(report, NoticeKind.LOOK)  # a real neighbour may lie in the tray
    else:
        begin_notices(report)
    return report


def visit(session: Session, *, keys: CodeKeys) -> Visit:
    """What the code's holder may see; raises CodeOpensNothing. Leaves no event."""
    report = _open(report_by_lookup(session, keys.lookup))
    state = public_state(report.state)
    if state is None:
        raise CodeOpensNothing
    questions = [entry for entry in report.entries if entry.kind is EntryKind.QUESTION]
    opened = [open_entry(entry, Recipient.REPORTER, keys.pair) for entry in questions]
    asked = tuple(Words.from_bytes(content) for content in opened if content)
    may_withdraw = State.WITHDRAWN in MOVES[report.state] and report.handed_over_on is None
    return Visit(state, asked, may_withdraw=may_withdraw)


def answer(session: Session, *, keys: CodeKeys, words: Words, now: datetime) -> Outcome:
    """Keep an answer or an addition, once however often it is sent; raises CodeOpensNothing.

    The same words count again once somebody has read the former ones or has asked something: "yes" is a new answer.
    """
    report = _report_behind(session, keys)
    if _is_repeated(report, words, keys.pair):
        return Outcome.REPEATED
    kind = EntryKind.ANSWER if report.state is State.ASKED else EntryKind.ADDITION
    write_entry(report, kind=kind, content=words.to_bytes(), day=local(now).date())
    wake(report, now)
    return Outcome.ADDED


def withdraw(session: Session, *, keys: CodeKeys, now: datetime) -> None:
    """Take the concern back: the code opens nothing from now on, and a coordinator has to see that it was withdrawn.

    What has reached a Swedish authority is a record that may not be destroyed at once (domain, 3.5): it stays sealed.
    Who took it back is not known: the need of protection is assessed as before. What was looked at in the tray ends
    with it.
    Raises CodeOpensNothing, and ForbiddenMove when it was passed on.
    """
    report = _report_behind(session, keys)
    if report.handed_over_on is not None:
        raise ForbiddenMove("somebody else has it already")
    before, report.state = report.state, move(report.state, State.WITHDRAWN)
    settle(report, NoticeKind.ANSWER, NoticeKind.DECIDE)
    if waits(report, NoticeKind.LOOK):  # what nobody has read yet keeps its day
        return
    if before is State.QUARANTINED:
        report.closed_on = local(now).date()
        return
    report.look_by = clocks(report.inbox, now).look_by
    await_action(report, NoticeKind.LOOK)


def _report_behind(session: Session, keys: CodeKeys) -> Report:
    """The report, which nobody else changes until this transaction ends."""
    return _open(report_by_lookup(session, keys.lookup, to_change=True))


def _open(report: Report | None) -> Report:
    if report is None or public_state(report.state) is None or key_of(report) is None:
        raise CodeOpensNothing
    return report


def _is_repeated(report: Report, words: Words, pair: KeyPair) -> bool:
    """Whether these are the words that came last and that nobody has read or answered since."""
    passed = [entry for entry in report.entries if entry.kind in FROM_NEIGHBOUR or entry.kind is EntryKind.QUESTION]
    latest = passed[-1] if passed else None
    unread = report.muted or report.state is State.QUARANTINED or waits(report, NoticeKind.LOOK)
    if latest is None or latest.kind not in FROM_NEIGHBOUR or not unread:
        return False
    content = open_entry(latest, Recipient.REPORTER, pair)
    return content is not None and read_content(content) == words


def _add(
    session: Session, report: Report, concern: Concern, pair: KeyPair, now: datetime, author_id: int | None
) -> Outcome:
    said = _said(_open(report), pair)
    if any(isinstance(one, Concern) and one.says_the_same(concern) for one in said):
        return Outcome.REPEATED
    day = local(now).date()
    write_entry(report, kind=EntryKind.ADDITION, content=concern.to_bytes(), day=day, author_id=author_id)
    wake(report, now)
    session.flush()
    return Outcome.ADDED


def _said(report: Report, pair: KeyPair) -> list[Concern | Words]:
    ours = [entry for entry in report.entries if entry.kind in FROM_NEIGHBOUR]
    return [read_content(content) for entry in ours if (content := open_entry(entry, Recipient.REPORTER, pair))]
