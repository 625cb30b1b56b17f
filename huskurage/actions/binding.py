"""Making the files of a print: PDFs in walking order, or a ZIP with one file a stairwell; all read back afterwards."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy.orm import Session

from huskurage.actions.hanging import edition_now
from huskurage.actions.prints import Part, parts_of, share_of
from huskurage.actions.sheets import Press, draw_posters
from huskurage.core.designs import PrintOrder
from huskurage.core.filenames import entry_name
from huskurage.core.proof import prove, sampled_pages
from huskurage.core.revision import Edition
from huskurage.store.choosing import stairwells_by_id
from huskurage.store.houses import Stairwell
from huskurage.store.printing import JobState

AT_ONCE = 25  # stairwells of a ZIP between two looks at whether somebody wants it stopped
PLAIN_FILE = 0o644 << 16  # a plain file that its owner may change, for those who unpack on Unix


class HouseIsGone(Exception):
    """A stairwell of the order has left the register since it was ordered."""


@dataclass(frozen=True)
class Drawn:
    """What a drawn sheet carries, whatever is changed before all of the print is done."""

    tag: str
    edition: Edition


@dataclass(frozen=True)
class Work:
    """One print to be made: what was ordered, what drawing needs, and whom to tell how far it is."""

    ids: Sequence[int]
    order: PrintOrder
    packing: str
    made_on: date
    press: Press
    reading: Callable[[], AbstractContextManager[Session]]
    note: Callable[[JobState, int], None]  # raises Stopped when nobody wants the print any more
    drawn: dict[int, Drawn] = field(default_factory=dict)  # by stairwell

    def sheets(self, part: Part) -> tuple[bytes, list[tuple[str, ...]]]:
        """One part's sheets in one PDF, and what the codes of each must hold."""

        def drawn(done: int, _total: int) -> None:
            self.note(JobState.DRAWING, part.first + done)

        with self.reading() as session:
            houses = _houses(session, self.ids[part.first : part.end])
            self.drawn.update(drawn_of(houses, self.order, self.press))
            return draw_posters(houses, press=self.press, order=self.order, made_on=self.made_on, progress=drawn)

    def one_by_one(self, ids: Sequence[int]) -> Iterator[tuple[str, bytes, list[tuple[str, ...]]]]:
        """These stairwells' sheets, each by itself: the address, the file, what its codes must hold."""
        with self.reading() as session:
            houses = _houses(session, ids)
            self.drawn.update(drawn_of(houses, self.order, self.press))
            for house in houses:
                file, codes = draw_posters([house], press=self.press, order=self.order, made_on=self.made_on)
                yield house.address, file, codes


def drawn_of(houses: Sequence[Stairwell], order: PrintOrder, press: Press) -> dict[int, Drawn]:
    """What the sheets of these houses of one landlord say, as the session that draws them sees it, by stairwell."""
    town = houses[0].building.landlord.municipality
    edition = edition_now(town, sayings=press, design=order.design, languages=order.languages)
    return {one.id: Drawn(one.tag, edition) for one in houses}


def make_files(work: Work, folder: Path) -> list[Path]:
    """Draw everything into this folder, then read the codes back from what lies there; answers the files in order.

    Raises what drawing raises, WrongCode, HouseIsGone, and what `work.note` raises.
    """
    return _bind(work, folder) if work.packing == "pdf" else [_pack(work, folder / "all.zip")]


def _bind(work: Work, folder: Path) -> list[Path]:
    total = len(work.ids)
    made: list[tuple[Path, list[tuple[str, ...]]]] = []
    for part in parts_of(total):
        pdf, expected = work.sheets(part)
        path = folder / f"{part.number}.pdf"
        path.write_bytes(pdf)
        made.append((path, expected))
    work.note(JobState.DRAWING, total)
    share, seen = share_of(total), 0
    for path, expected in made:
        work.note(JobState.CHECKING, seen)
        prove(path.read_bytes(), expected, share=share)
        seen += len(sampled_pages(len(expected), share))
    work.note(JobState.CHECKING, seen)
    return [path for path, _ in made]


def _pack(work: Work, path: Path) -> Path:
    total = len(work.ids)
    expected: list[list[tuple[str, ...]]] = []
    with ZipFile(path, "w", ZIP_STORED) as file:
        for start in range(0, total, AT_ONCE):
            work.note(JobState.DRAWING, start)
            for address, content, codes in work.one_by_one(work.ids[start : start + AT_ONCE]):
                expected.append(codes)
                ending = "png" if work.packing == "png" else "pdf"
                file.writestr(_entry(work, entry_name(len(expected), total, address, ending)), content)
    work.note(JobState.DRAWING, total)
    _read_back(work, path, expected)
    return path


def _read_back(work: Work, path: Path, expected: list[list[tuple[str, ...]]]) -> None:
    chosen = sampled_pages(len(expected), share_of(len(expected)))
    with ZipFile(path) as file:
        names = file.namelist()
        for seen, place in enumerate(chosen):
            if seen % AT_ONCE == 0:
                work.note(JobState.CHECKING, seen)
            prove(file.read(names[place]), expected[place], share=1.0)
    work.note(JobState.CHECKING, len(chosen))


def _entry(work: Work, name: str) -> ZipInfo:
    """An entry that says the day on which it was made, and no hour."""
    entry = ZipInfo(name, (work.made_on.year, work.made_on.month, work.made_on.day, 0, 0, 0))
    entry.external_attr = PLAIN_FILE
    return entry


def _houses(session: Session, ids: Sequence[int]) -> list[Stairwell]:
    """The stairwells in this order; raises HouseIsGone when one is retired or not there."""
    found = stairwells_by_id(session, ids)
    houses = [found.get(one) for one in ids]
    standing = [one for one in houses if one is not None and one.retired_on is None]
    if len(standing) != len(ids):
        raise HouseIsGone
    return standing
