"""What is asked of the list of stairwells, and what was ticked on it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from huskurage.actions.errors import NotFound
from huskurage.actions.rounds import Asked, Tick, Ticked
from huskurage.core.standing import AGES, CHECKED_WITHIN, Wanted
from huskurage.store.base import is_row_number
from huskurage.web.forms import cleaned

ON_A_PAGE = 40  # stairwells: a street or two
MOST_TICKS = 4 * ON_A_PAGE + 1  # every box of a page, and one taken back
LONGEST_STREET = 120
NUMBER = re.compile(r"[0-9]{1,10}")
MARK = re.compile(r"([0-9]{1,10})\.([0-9]{1,10})")
UNDO = re.compile(rf"([a-z]{{1,10}})\.{MARK.pattern}")


@dataclass(frozen=True)
class Question:
    """The list that an address asks for, and its page."""

    asked: Asked
    page: int

    @property
    def fields(self) -> dict[str, str]:
        """The same question as the fields of an address, without its page and what goes without saying."""
        asked = self.asked
        return {
            **({"area": str(asked.area_id)} if asked.area_id is not None else {}),
            **({"street": asked.street} if asked.street else {}),
            **({"state": asked.wanted.value} if asked.wanted is not Wanted.ALL else {}),
            **({"months": str(asked.months)} if asked.wanted is Wanted.AGED else {}),
        }


def read_question(fields: Mapping[str, str]) -> Question:
    """What the address asks for; raises NotFound for an area that no row can be."""
    area, page = fields.get("area", ""), fields.get("page", "")
    months = fields.get("months", "")
    if area and not (NUMBER.fullmatch(area) and is_row_number(int(area))):
        raise NotFound
    asked = Asked(
        area_id=int(area) if area else None,
        street=cleaned(fields.get("street", ""))[:LONGEST_STREET],
        wanted=next((one for one in Wanted if one.value == fields.get("state")), Wanted.ALL),
        months=next((one for one in AGES if str(one) == months), CHECKED_WITHIN),
    )
    return Question(asked, max(1, int(page)) if NUMBER.fullmatch(page) else 1)


@dataclass(frozen=True)
class Ticks:
    """What was ticked and what is taken back."""

    ticks: tuple[Ticked, ...]
    undone: tuple[Ticked, ...]


def read_ticks(form: MultiDict[str, str]) -> Ticks | None:
    """The ticked boxes; None when any of them is not as the page offers them, or when there are too many."""
    boxes = [(tick, value) for tick in Tick for value in form.getlist(tick.value)]
    undo = form.getlist("undo")
    if len(boxes) + len(undo) > MOST_TICKS:
        return None
    ticks = [_ticked(tick, MARK.fullmatch(value)) for tick, value in boxes]
    undone = [_undone(UNDO.fullmatch(value)) for value in undo]
    if None in ticks or None in undone:
        return None
    return Ticks(tuple(one for one in ticks if one), tuple(one for one in undone if one))


def _undone(found: re.Match[str] | None) -> Ticked | None:
    tick = next((one for one in Tick if found and one.value == found[1]), None)
    return _ticked(tick, MARK.fullmatch(f"{found[2]}.{found[3]}")) if found and tick else None


def _ticked(tick: Tick, found: re.Match[str] | None) -> Ticked | None:
    if found is None:
        return None
    stairwell_id, hanging_id = int(found[1]), int(found[2])
    fits = is_row_number(stairwell_id) and (hanging_id == 0 or is_row_number(hanging_id))
    return Ticked(tick, stairwell_id, hanging_id) if fits else None
