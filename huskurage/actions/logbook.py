"""What staff do with the log: open it, look lines up, take them out as a file, and prove that it is whole."""

from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound, TooManyLines
from huskurage.actions.people import Unlocked
from huskurage.core.access import Permission, may
from huskurage.core.logchain import BEGINNING, Line, first_break
from huskurage.store.audit import Act, AuditEvent, head_of, lines_in_order, record
from huskurage.store.logbook import Sought, count_lines, lines_of, names_of_things, people_of, report_ids_readable_by

PAGE = 100  # lines
MOST_TAKEN = 50_000  # lines in one file
OPEN_FOR = timedelta(hours=1)  # one opening, one line: the log must not drown in its own readings
AS_A_FILE = "file"


@dataclass(frozen=True)
class Seen:
    """A line as one person may see it: no report that they could not open, and for the administrator none at all."""

    at: datetime
    who: str | None
    act: Act
    kind: str
    name: str | None
    report_id: str | None


@dataclass(frozen=True)
class Page:
    """One page of lines, the newest first; pages are counted from 1."""

    lines: tuple[Seen, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True)
class Verdict:
    """Whether the log is whole: its last line, where the chain breaks first, and which noted lines are not there."""

    position: int
    digest: bytes
    broken_at: int | None
    changed: tuple[int, ...]  # noted elsewhere with another digest
    missing: tuple[int, ...]  # noted elsewhere, but the log ends before
    head_missing: bool  # the log's own count and its lines do not fit

    @property
    def whole(self) -> bool:
        return self.broken_at is None and not (self.changed or self.missing or self.head_missing)


def is_open(session: Session, unlocked: Unlocked, *, now: datetime) -> bool:
    """Whether this person has opened the log within the last hour."""
    query = select(AuditEvent.id).where(
        AuditEvent.account_id == unlocked.account.id, AuditEvent.act == Act.LOG_READ, AuditEvent.at > now - OPEN_FOR
    )
    return session.scalars(query.limit(1)).first() is not None


def open_log(session: Session, unlocked: Unlocked, *, now: datetime) -> None:
    """Write down that this person reads the log, once an hour."""
    if not is_open(session, unlocked, now=now):
        record(session, at=now, act=Act.LOG_READ, account=unlocked.account, kind="log")


def page_for(session: Session, unlocked: Unlocked, sought: Sought, *, number: int) -> Page:
    """One page of the lines this person may see; raises NotFound for a person or report that is none of theirs."""
    _check(session, unlocked, sought)
    lines = lines_of(unlocked.account.municipality_id, sought)
    total = count_lines(session, lines)
    pages = max(1, -(-total // PAGE))
    number = min(max(number, 1), pages)
    events = session.scalars(lines.offset((number - 1) * PAGE).limit(PAGE)).all()
    return Page(tuple(_seen(session, unlocked, events)), number, pages, total)


def take_out(session: Session, unlocked: Unlocked, sought: Sought, *, now: datetime) -> list[Seen]:
    """All the lines this person may see, for a file; that they were taken out is written down first.

    Raises NotFound as `page_for` does, and TooManyLines above 50,000.
    """
    _check(session, unlocked, sought)
    lines = lines_of(unlocked.account.municipality_id, sought)
    if count_lines(session, lines) > MOST_TAKEN:
        raise TooManyLines
    record(session, at=now, act=Act.LOG_READ, account=unlocked.account, kind="log", object_id=AS_A_FILE)
    return list(_seen(session, unlocked, session.scalars(lines).all()))


def verify(session: Session, noted: Mapping[int, bytes]) -> Verdict:
    """Follow the chain from its first line and compare it with what was noted elsewhere (position to digest).

    Lines are read as a stream. Others may add some meanwhile: the log's own end is noted before and counted after.
    """
    end, end_digest = head_of(session)
    passed = _Passed({**noted, end: end_digest})
    broken_at = passed.follow(session)
    compared = [one for one in sorted(noted) if broken_at is None or one < broken_at]
    changed = tuple(one for one in compared if one <= passed.last and passed.found[one] != noted[one])
    missing = tuple(one for one in compared if one > passed.last)
    fits = broken_at is not None or (passed.found.get(end) == end_digest and passed.last <= head_of(session)[0])
    return Verdict(passed.last, passed.digest, broken_at, changed, missing, head_missing=not fits)


class _Passed:
    """What was seen on the way along the chain: the last line, and those that are compared."""

    def __init__(self, wanted: Mapping[int, bytes]) -> None:
        self.wanted, self.found = wanted, {0: BEGINNING}
        self.last, self.digest = 0, BEGINNING

    def follow(self, session: Session) -> int | None:
        """Where the chain breaks first. A line that was made unreadable is looked for line by line."""
        try:
            return self._follow(lines_in_order(session))
        except (AttributeError, TypeError, ValueError):
            self.last = 0
        try:
            return self._follow(lines_in_order(session, at_once=1))
        except (AttributeError, TypeError, ValueError):
            return self.last + 1

    def _follow(self, lines: Generator[tuple[Line, bytes]]) -> int | None:
        with closing(lines):
            return first_break(self._noting(lines))

    def _noting(self, lines: Iterable[tuple[Line, bytes]]) -> Iterator[tuple[Line, bytes]]:
        for line, kept in lines:
            self.last, self.digest = self.last + 1, kept
            if self.last in self.wanted:
                self.found[self.last] = kept
            yield line, kept


def _check(session: Session, unlocked: Unlocked, sought: Sought) -> None:
    people = {one.id for one in people_of(session, unlocked.account.municipality_id)}
    if sought.account_id is not None and sought.account_id not in people:
        raise NotFound
    if sought.report_id and sought.report_id not in _readable(session, unlocked, [sought.report_id]):
        raise NotFound


def _readable(session: Session, unlocked: Unlocked, report_ids: list[str]) -> set[str]:
    if not may(unlocked.account.role, Permission.REPORT_READ):
        return set()
    return report_ids_readable_by(session, unlocked.account.id, report_ids)


def _seen(session: Session, unlocked: Unlocked, events: Iterable[AuditEvent]) -> Iterator[Seen]:
    events = list(events)
    readable = _readable(session, unlocked, sorted({one.object_id for one in events if one.object_kind == "report"}))
    names = names_of_things(session, unlocked.account.municipality_id)
    for one in events:
        report_id = one.object_id if one.object_kind == "report" and one.object_id in readable else None
        name = names.get((one.object_kind, one.object_id))
        yield Seen(one.at, one.account.name if one.account else None, one.act, one.object_kind, name, report_id)
