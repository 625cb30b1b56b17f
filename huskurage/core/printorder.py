"""What may be ordered of the posters: design, format, options and languages together, and what each design offers."""

from dataclasses import dataclass
from pathlib import Path

from huskurage.core.poster import Design, read_design

DEFAULT_DESIGN, DEFAULT_FORM = "calm", "a4"
SCREEN = "screen"
"""The format that is shown on a screen: it leaves as pictures, the others as PDF."""


@dataclass(frozen=True, kw_only=True)
class PrintOrder:
    """How a poster shall look. `options` are words such as "toner"; `languages` are tags with Swedish first."""

    design: str = DEFAULT_DESIGN
    form: str = DEFAULT_FORM
    options: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("sv",)


def designs(posters_dir: Path) -> tuple[Design, ...]:
    """Every design there is, the default first, the others by name. Raises CannotDraw when one is no design."""
    names = {file.parent.name for file in posters_dir.glob("*/design.toml")}
    return tuple(read_design(posters_dir, name) for name in sorted(names, key=lambda one: (one != DEFAULT_DESIGN, one)))


def most_languages(design: Design, form: str) -> int:
    """How many languages one sheet of this design and format holds, Swedish included."""
    del form
    return design.max_languages


def options_of(design: Design, form: str) -> tuple[str, ...]:
    """What may be asked for besides: nothing, as long as a design does not say otherwise."""
    del design, form
    return ()


def packings_of(form: str) -> tuple[str, ...]:
    """How a print of this format may be packed, the default first."""
    return ("png",) if form == SCREEN else ("pdf", "zip")
