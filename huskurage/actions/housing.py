"""What landlord staff do with houses: import a list, look them up, choose among them."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound, PlanChanged
from huskurage.actions.people import Unlocked
from huskurage.actions.register import Register, facts_of, opened_register
from huskurage.core.columns import guess_columns
from huskurage.core.houses import Reading, house_key, read_houses
from huskurage.core.imports import Plan, kept_facts, plan_import
from huskurage.core.sharing import SMALL_BUILDING
from huskurage.core.spreadsheet import read_table
from huskurage.store.audit import Act, record
from huskurage.store.base import is_row_number
from huskurage.store.houses import Stairwell, register_of, stairwells_of
from huskurage.store.imports import HouseImport
from huskurage.store.people import Account
from huskurage.store.places import Landlord

MOST_LISTED = 2_000  # stairwells on one page


@dataclass(frozen=True)
class Imported:
    """How many stairwells an import made, changed and found as they were; and its id, by which it is undone."""

    new: int
    changed: int
    unchanged: int
    import_id: str = field(default="", compare=False)


def read_list(content: bytes, filename: str) -> Reading:
    """Read a landlord's spreadsheet with its columns guessed; raises Unreadable. Nothing is saved."""
    table = read_table(content, filename)
    return read_houses(table, guess_columns(table.header, table.rows))


def planned(session: Session, landlord_id: int, reading: Reading) -> Plan:
    """What an import of this reading would do now; nothing is touched."""
    found = register_of(session, landlord_id)
    known = {house_key(house): house for house in map(facts_of, found)}
    retired = frozenset(house_key(facts_of(one)) for one in found if one.retired_on)
    return plan_import(known, reading.houses, retired=retired)


def import_houses(
    session: Session,
    *,
    landlord: Landlord,
    reading: Reading,
    account: Account | None,
    now: datetime,
    small_below: int = SMALL_BUILDING,
    expected: str | None = None,
) -> Imported:
    """Save the read houses: new stairwells get a tag, known ones their new facts; nothing is ever taken away.

    `expected` is the digest of the plan that somebody agreed to; raises PlanChanged when it is no longer the plan.
    """
    register = opened_register(session, landlord.id)
    plan = plan_import(register.facts(), reading.houses, retired=register.retired())
    if expected is not None and plan.digest() != expected:
        raise PlanChanged
    made = HouseImport(
        landlord_id=landlord.id, account_id=account.id if account else None, done_at=now, new=len(plan.new),
        changed=len(plan.changed), unchanged=plan.unchanged, faulty=len({one.row for one in reading.faults}),
        journal=_carried_out(register, plan, small_below),
    )  # fmt: skip
    session.add(made)
    record(session, at=now, act=Act.HOUSES_IMPORTED, account=account, kind="landlord", object_id=str(landlord.id))
    session.flush()
    return Imported(made.new, made.changed, made.unchanged, made.id)


def _carried_out(register: Register, plan: Plan, small_below: int) -> list[dict[str, object]]:
    """Do what was planned; answers the journal: each stairwell's facts before, None for new ones, and after."""
    written: list[tuple[Stairwell, list[str | int | None] | None, str]] = []
    for change in plan.changed:
        stairwell = register.stairwells[house_key(change.before)]
        was = day_of(stairwell)
        register.change(stairwell, change.after)
        stairwell.retired_on = None if change.back else stairwell.retired_on
        written.append((stairwell, kept_facts(change.before), was))
    written += [(register.add(house), None, "") for house in plan.new]
    register.settle(small_below=small_below)
    return [
        {
            "stairwell": one.id, "before": before, "retired": was,
            "after": kept_facts(facts_of(one)), "retired_after": day_of(one),
        }
        for one, before, was in written
    ]  # fmt: skip


def day_of(stairwell: Stairwell) -> str:
    """The day on which it was retired, as a journal keeps it; empty while it is in use."""
    return stairwell.retired_on.isoformat() if stairwell.retired_on else ""


def stairwells_for(session: Session, unlocked: Unlocked, *, search: str = "") -> list[Stairwell]:
    """The stairwells of this person's own landlord, in walking order; nobody else's, whoever asks."""
    if unlocked.account.landlord_id is None:
        raise NotFound
    return list(session.scalars(stairwells_of(unlocked.account.landlord_id, search).limit(MOST_LISTED)))


def stairwell_for(session: Session, unlocked: Unlocked, stairwell_id: int) -> Stairwell:
    """One of this person's own landlord's stairwells; raises NotFound for any other, as for none."""
    found = session.get(Stairwell, stairwell_id) if is_row_number(stairwell_id) else None
    if found is None or found.building.landlord_id != unlocked.account.landlord_id:
        raise NotFound
    return found
