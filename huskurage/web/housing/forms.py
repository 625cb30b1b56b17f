"""What landlord staff choose when they print."""

from collections.abc import Mapping
from dataclasses import dataclass

from huskurage.core.languages import Language
from huskurage.web.forms import row_number

MOST_CHOSEN = 500  # stairwells in one PDF


@dataclass(frozen=True)
class Choice:
    """Which stairwells and which languages were ticked; Swedish always comes first."""

    stairwells: tuple[int, ...]
    languages: tuple[str, ...]


def read_choice(ticked: Mapping[str, list[str]], offered: tuple[Language, ...], most_languages: int) -> Choice | None:
    """The ticked boxes, or None when there are more of them, or others, than the page offers."""
    ids = ticked.get("stairwell", [])
    known = [one.tag for one in offered if one.tag != "sv"]
    chosen = [tag for tag in known if tag in ticked.get("language", [])]
    numbers = [number for one in ids if (number := row_number(one)) is not None]
    if len(ids) > MOST_CHOSEN or len(numbers) < len(ids):
        return None
    if len(chosen) + 1 > most_languages:
        return None
    return Choice(tuple(dict.fromkeys(numbers)), ("sv", *chosen))
