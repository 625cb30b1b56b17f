"""Joining two reports that tell of the same, and finding what a report is joined to."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from huskurage.actions.entries import open_entry, write_entry
from huskurage.actions.errors import CannotLink
from huskurage.actions.people import Unlocked
from huskurage.actions.threads import ring_of
from huskurage.actions.triage import Listed, listed
from huskurage.core.links import Link, LinkKind
from huskurage.core.sealing import Unsealable
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record_report
from huskurage.store.reports import EntryKind, Recipient, Report, report_readable_by

Joined = tuple[Link, Listed | None]
"""A link, and the report it leads to; None when this person cannot open that one."""


def link_reports(
    session: Session, unlocked: Unlocked, report: Report, other: Report, *, kind: LinkKind, now: datetime
) -> None:
    """Join two reports that this person can open: each gets a sealed entry that names the other.

    Raises CannotLink for a report with itself and for two that are joined already. The log names the first alone:
    two lines side by side would tell in clear which reports belong together.
    """
    if report.id == other.id or any(link.report_id == other.id for link in _links(unlocked, report)):
        raise CannotLink
    day = local(now).date()
    for one, another in ((report, other), (other, report)):
        content = Link(kind, another.id).to_bytes()
        write_entry(one, kind=EntryKind.LINK, content=content, day=day, author_id=unlocked.account.id)
    record_report(session, Act.REPORTS_LINKED, unlocked.account, report.id, at=now)


def joined_to(session: Session, unlocked: Unlocked, report: Report) -> Sequence[Joined]:
    """What the report is linked to, each with its facts where this person can open it."""
    found = []
    for link in _links(unlocked, report):
        other = report_readable_by(session, unlocked.account.id, link.report_id)
        found.append((link, listed(unlocked, other) if other else None))
    return found


def _links(unlocked: Unlocked, report: Report) -> list[Link]:
    entries = [entry for entry in report.entries if entry.kind is EntryKind.LINK]
    if not entries:
        return []
    ring = ring_of(unlocked, report)
    try:
        opened = [open_entry(entry, Recipient.INBOX, ring) for entry in entries]
    except Unsealable:
        return []
    return [Link.from_bytes(content) for content in opened if content]
