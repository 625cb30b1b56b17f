"""Taking an import of houses back within seven days: exactly, but for what was edited or printed since."""

import enum
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Text, cast, select, update
from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound, TooLateToUndo
from huskurage.actions.housing import day_of
from huskurage.actions.people import Unlocked
from huskurage.actions.register import Register, facts_of, opened_register
from huskurage.core.imports import facts_from, kept_facts
from huskurage.core.swedish_time import local
from huskurage.store.audit import Act, record
from huskurage.store.base import is_random_id
from huskurage.store.hanging import Hanging
from huskurage.store.houses import Stairwell
from huskurage.store.imports import HouseImport, imports_of
from huskurage.store.printing import JobState, PrintJob

UNDO_WITHIN = timedelta(days=7)
COMMON = slice(4, 7)  # of kept facts: town, area and property belong to the building
NEVER_PRINTED = (JobState.FAILED, JobState.CANCELLED)

Entry = dict[str, Any]


class WhyKept(enum.StrEnum):
    """Why a stairwell stays as the import made it."""

    EDITED = "edited"
    PRINTED = "printed"
    SHARES = "shares"  # its building holds a stairwell that is kept


def import_for(session: Session, unlocked: Unlocked, import_id: str) -> HouseImport:
    """An import of this person's own landlord; raises NotFound for any other, as for none."""
    found = session.get(HouseImport, import_id) if is_random_id(import_id) else None
    if found is None or found.landlord_id != unlocked.account.landlord_id:
        raise NotFound
    return found


def imports_for(session: Session, unlocked: Unlocked) -> list[HouseImport]:
    """The landlord's latest imports, the newest first."""
    if unlocked.account.landlord_id is None:
        raise NotFound
    return imports_of(session, unlocked.account.landlord_id)


def may_undo(made: HouseImport, now: datetime) -> bool:
    """Whether the import can still be taken back."""
    return made.undone_at is None and now <= made.done_at + UNDO_WITHIN


def undo_import(session: Session, unlocked: Unlocked, import_id: str, *, now: datetime, small_below: int) -> None:
    """Take an import back; raises NotFound, TooLateToUndo.

    Stairwells that it made are retired, so that tags which may have been printed answer; the others get their earlier
    facts. What was edited or printed since stays; the journal then holds just that, each with the reason.
    """
    found = import_for(session, unlocked, import_id)
    register = opened_register(session, found.landlord_id)
    session.refresh(found)
    if not may_undo(found, now):
        raise TooLateToUndo
    by_id = {one.id: one for one in register.stairwells.values()}
    kept = _kept(register, by_id, found.journal, _printed_since(session, found))
    for entry in found.journal:
        if entry["stairwell"] not in kept:
            _take_back(register, by_id[entry["stairwell"]], entry, local(now).date())
    register.settle(small_below=small_below)
    found.journal = [
        entry | {"kept": kept[entry["stairwell"]]} for entry in found.journal if entry["stairwell"] in kept
    ]
    found.undone_at = now
    record(session, at=now, act=Act.IMPORT_UNDONE, account=unlocked.account, kind="import", object_id=found.id)


def forget_journals(session: Session, now: datetime) -> None:
    """Let go of what an import changed once it cannot be undone any more."""
    over = HouseImport.undone_at.is_(None) & (HouseImport.done_at < now - UNDO_WITHIN)
    session.execute(update(HouseImport).where(over, cast(HouseImport.journal, Text) != "[]").values(journal=[]))


def kept_by(session: Session, found: HouseImport) -> list[tuple[Stairwell, WhyKept]]:
    """What an import that was undone left as it was, and why, in walking order."""
    why = {entry["stairwell"]: WhyKept(entry["kept"]) for entry in found.journal if "kept" in entry}
    query = select(Stairwell).where(Stairwell.id.in_(why)).order_by(Stairwell.walk)
    return [(one, why[one.id]) for one in session.scalars(query)]


def _take_back(register: Register, stairwell: Stairwell, entry: Entry, today: date) -> None:
    if entry["before"] is None:
        stairwell.retired_on = today
        return
    register.change(stairwell, facts_from(entry["before"]))
    stairwell.retired_on = date.fromisoformat(entry["retired"]) if entry["retired"] else None


def _printed_since(session: Session, found: HouseImport) -> set[int]:
    """The stairwells whose posters were printed on the day of the import or later, or are being printed."""
    ordered = session.scalars(
        select(PrintJob.stairwell_ids).where(
            PrintJob.landlord_id == found.landlord_id,
            PrintJob.ordered_at >= found.done_at,
            PrintJob.state.not_in(NEVER_PRINTED),
        )
    )
    hung = session.scalars(select(Hanging.stairwell_id).where(Hanging.printed_on >= local(found.done_at).date()))
    return {one for chosen in ordered for one in chosen} | set(hung)


def _kept(
    register: Register, by_id: Mapping[int, Stairwell], journal: list[Entry], printed: set[int]
) -> dict[int, WhyKept]:
    """Why which stairwells stay. Where one stays, the facts of its whole building stay."""
    entries = {entry["stairwell"]: entry for entry in journal}
    kept = {number: WhyKept.PRINTED for number in entries if number in printed}
    kept |= {number: WhyKept.EDITED for number, entry in entries.items() if _edited(by_id[number], entry)}
    come_since = {id(one.building) for one in register.stairwells.values() if one.id not in entries}
    held = come_since | {id(by_id[number].building) for number in kept}
    for number, entry in entries.items():
        common = entry["before"] is not None and entry["before"][COMMON] != entry["after"][COMMON]
        if common and id(by_id[number].building) in held:
            kept.setdefault(number, WhyKept.SHARES)
    return kept


def _edited(stairwell: Stairwell, entry: Entry) -> bool:
    return [kept_facts(facts_of(stairwell)), day_of(stairwell)] != [entry["after"], entry["retired_after"]]
