"""Designs: what a folder `posters/<design>` says of itself in `design.toml`, and what is refused in plain words."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

TONER, SHOP, TRAINING, OFFLINE = "toner", "shop", "training", "offline"
OPTIONS: Final = (TONER, SHOP, TRAINING, OFFLINE)
"""Little toner; for a print shop; for practice, unreadable; with a second code that needs no internet."""

TEMPLATE: Final = "poster.typ"
LEAST_OFFLINE_MM: Final = 60
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_MOST_SIZES = 12


class CannotDraw(Exception):
    """This sheet cannot become a poster; the message says why in words for the person who chose."""


class BadDesign(CannotDraw):
    """A design's folder is not as it must be; the message says what to mend, for its designer."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What holds for a format in every design: page in mm, codes on it, their least box and module in mm.

    A screen is a picture of 1080 x 1920 pixels, one to a point: its millimetres are those of such a page.
    """

    width: float
    height: float
    codes: int
    code_mm: float
    module_mm: float
    options: tuple[str, ...]
    picture: bool = False


POINT_MM: Final = 25.4 / 72
PAPERS: Final[Mapping[str, Paper]] = {
    "a4": Paper(210, 297, 1, 70, 2, OPTIONS),
    "a3": Paper(297, 420, 2, 100, 2, OPTIONS),
    "a5": Paper(148, 210, 1, 46, 1.2, (TONER, SHOP, TRAINING)),
    "screen": Paper(1080 * POINT_MM, 1920 * POINT_MM, 1, 110, 2, (TRAINING,), picture=True),
    "stickers": Paper(210, 297, 24, 29.6, 0.8, (TONER, SHOP, TRAINING)),
    "letter": Paper(210, 297, 1, 46, 1.2, OPTIONS),
}
"""Where the sizes come from: docs/designers.md."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One format of a design. `languages` at most, Swedish counted; `code_mm` is the code's box with its quiet zone.

    `sizes` says how many sizes of type the template offers. `offline_mm` is the box of the code without internet,
    which leaves room for `offline_languages`; 0 when the format cannot hold one.
    """

    languages: int
    code_mm: float
    sizes: int
    options: tuple[str, ...]
    offline_mm: float = 0
    offline_languages: int = 0

    def most_languages(self, options: frozenset[str]) -> int:
        """So many languages fit beside what the options add."""
        return self.offline_languages if OFFLINE in options else self.languages


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What a design can do, as its `design.toml` says."""

    name: str
    revision: int
    forms: Mapping[str, Form]

    @property
    def formats(self) -> tuple[str, ...]:
        """The names of its formats, in its own order."""
        return tuple(self.forms)

    @property
    def max_languages(self) -> int:
        """At most on its first format."""
        return next(iter(self.forms.values())).languages

    def form(self, name: str, options: frozenset[str] = frozenset()) -> Form:
        """One of its formats; raises CannotDraw when it has no such format, or not with these options."""
        form = self.forms.get(name)
        if form is None:
            raise CannotDraw(f"The design {self.name!r} has no format {name!r}; it has {', '.join(self.formats)}.")
        for option in sorted(options - set(form.options)):
            raise CannotDraw(f"The design {self.name!r} cannot be printed with {option!r} as {name}.")
        return form


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOrder:
    """What somebody wants printed: design, format, options, languages as tags with Swedish first."""

    design: str = "calm"
    form: str = "a4"
    options: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ("sv",)


def read_design(posters_dir: Path, name: str) -> Design:
    """The design of that name under `posters_dir`. Raises CannotDraw when there is none, BadDesign for a faulty one."""
    folder = posters_dir / name
    if not _NAME.fullmatch(name):
        raise CannotDraw(f"{name!r} is not the name of a design: small letters, digits and hyphens only.")
    try:
        said = tomllib.loads((folder / "design.toml").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        known = ", ".join(design_names(posters_dir))
        raise CannotDraw(f"There is no design called {name!r}; there are {known}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadDesign(f"posters/{name}/design.toml is not TOML: {error}") from error
    if not (folder / TEMPLATE).is_file():
        raise BadDesign(f"posters/{name} has no {TEMPLATE}.")
    return _Reading(f"posters/{name}/design.toml").design(name, said)


def is_picture(form: str) -> bool:
    """Whether a format gives pictures instead of a PDF."""
    return form in PAPERS and PAPERS[form].picture


def design_names(posters_dir: Path) -> list[str]:
    """Every folder that means to be a design, good or not."""
    return sorted(found.parent.name for found in posters_dir.glob("*/design.toml"))


class _Reading:
    """Reads what a designer wrote; every refusal names the file, the key and what may stand there."""

    def __init__(self, file: str) -> None:
        self._file = file

    def design(self, folder: str, said: Mapping[str, Any]) -> Design:
        self._only(said, "the file", {"name", "revision", "formats"})
        name = self._value(said, "name", str, "a text")
        if name != folder:
            raise self._fault(f"name is {name!r}, but the folder is called {folder!r}")
        formats = self._value(said, "formats", dict, "tables such as [formats.a4]")
        if not formats:
            raise self._fault("no format: write at least one table such as [formats.a4]")
        return Design(
            name=name,
            revision=self._number(said, "revision", 1, 9999),
            forms={form: self._form(form, one) for form, one in formats.items()},
        )

    def _form(self, name: str, said: Any) -> Form:  # noqa: ANN401 - whatever TOML gave
        where = f"[formats.{name}]"
        if name not in PAPERS:
            raise self._fault(f"{where}: there is no such format; there are {', '.join(PAPERS)}")
        if not isinstance(said, dict):
            raise self._fault(f"{where} must be a table")
        paper = PAPERS[name]
        self._only(said, where, {"languages", "code_mm", "sizes", "options", "offline_mm", "offline_languages"})
        options = self._value(said, "options", list, "a list of texts", where)
        for option in options:
            if option not in paper.options:
                raise self._fault(f"{where} options: {option!r} is not one of {', '.join(paper.options)}")
        languages = self._number(said, "languages", 1, 24, where)
        form = Form(
            languages=languages,
            code_mm=self._millimetres(said, "code_mm", paper.code_mm, paper.width, where),
            sizes=self._number(said, "sizes", 1, _MOST_SIZES, where),
            options=tuple(dict.fromkeys(options)),
        )
        return self._with_offline(form, said, paper, where) if OFFLINE in options else form

    def _with_offline(self, form: Form, said: Mapping[str, Any], paper: Paper, where: str) -> Form:
        return Form(
            languages=form.languages,
            code_mm=form.code_mm,
            sizes=form.sizes,
            options=form.options,
            offline_mm=self._millimetres(said, "offline_mm", LEAST_OFFLINE_MM, paper.width, where),
            offline_languages=self._number(said, "offline_languages", 1, form.languages, where),
        )

    def _value(self, said: Mapping[str, Any], key: str, kind: type, wanted: str, where: str = "") -> Any:  # noqa: ANN401 - checked here
        if key not in said:
            raise self._fault(f"{where} {key} is missing".strip())
        if not isinstance(said[key], kind) or isinstance(said[key], bool):
            raise self._fault(f"{where} {key} must be {wanted}, not {said[key]!r}".strip())
        return said[key]

    def _number(self, said: Mapping[str, Any], key: str, least: int, most: int, where: str = "") -> int:
        number: int = self._value(said, key, int, f"a whole number from {least} to {most}", where)
        if not least <= number <= most:
            raise self._fault(f"{where} {key} is {number}; it must be {least} to {most}".strip())
        return number

    def _millimetres(self, said: Mapping[str, Any], key: str, least: float, most: float, where: str) -> float:
        side = self._value(said, key, int | float, "a number of millimetres", where)  # type: ignore[arg-type]  # a union works
        if not least <= side <= most:
            raise self._fault(
                f"{where} {key} is {side}; a telephone needs at least {least} mm, and it must fit the page"
            )
        return float(side)

    def _only(self, said: Mapping[str, Any], where: str, known: set[str]) -> None:
        for key in said:
            if key not in known:
                raise self._fault(f"{where} has {key!r}, which nobody reads; known are {', '.join(sorted(known))}")

    def _fault(self, what: str) -> BadDesign:
        return BadDesign(f"{self._file}: {what}.")
