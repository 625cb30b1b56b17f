"""A redacted copy for somebody who has asked to see the document: chosen entries, covered where the marks stand."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound
from huskurage.actions.handover import Said, part_of, said_in
from huskurage.actions.people import Unlocked
from huskurage.actions.triage import listed
from huskurage.core.documents import Fact, masked_document
from huskurage.core.redaction import Pieces, covered
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record_report
from huskurage.store.places import Municipality
from huskurage.store.reports import Report


def chosen_from(unlocked: Unlocked, report: Report, entry_ids: list[str]) -> list[Said]:
    """The chosen entries in the report's order; raises NotFound for one that is not its own or holds no words."""
    found = [one for one in said_in(unlocked, report) if one.entry.id in entry_ids]
    if len(found) != len(set(entry_ids)):
        raise NotFound
    return found


def check_facts(unlocked: Unlocked, report: Report, shown: frozenset[Fact]) -> None:
    """Raise NotFound when facts are to be shown that do not open: they must not stand there as unknown."""
    if shown and listed(unlocked, report).shut:
        raise NotFound


def cover(chosen: list[Said], marked: Mapping[str, str]) -> dict[str, Pieces]:
    """The pieces of each chosen entry, by its id; raises TextChanged or UnevenMarks for the first that is wrong."""
    return {one.entry.id: covered(marked[one.entry.id], one.content.text) for one in chosen}


def redacted_copy(
    session: Session,
    unlocked: Unlocked,
    report: Report,
    *,
    marked: Mapping[str, str],
    shown: frozenset[Fact],
    now: datetime,
) -> bytes:
    """The canonical JSON of a redacted copy, in which nothing covered is left; making it is logged.

    `marked` holds the text of each chosen entry with marks around what is covered, `shown` the facts that stay.
    Raises TextChanged, UnevenMarks, NotFound, which is also for facts that do not open.
    """
    check_facts(unlocked, report, shown)
    chosen = chosen_from(unlocked, report, list(marked))
    pieces = cover(chosen, marked)
    record_report(session, Act.COPY_REDACTED, unlocked.account, report.id, at=now)
    return masked_document(
        sender=session.get_one(Municipality, unlocked.account.municipality_id).name,
        report_id=report.id,
        received_on=report.received_on,
        made_on=local(now).date(),
        concern=listed(unlocked, report).concern,
        shown=shown,
        parts=[part_of(one, pieces[one.entry.id]) for one in chosen],
    )
