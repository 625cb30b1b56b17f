"""Which edition of the poster was printed for whom: revisions, hangings, and what a poster on the wall gets wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from huskurage.core.contacts import HELPLINES
from huskurage.core.designs import CannotDraw, read_design
from huskurage.core.revision import SEVERAL, Edition, label_for, stale_numbers, words_digest
from huskurage.core.sheet import SheetWords
from huskurage.core.standing import standing
from huskurage.store.hanging import Hanging, Revision, hangings_of, hangings_with_tag, newest_up, revisions_of
from huskurage.store.houses import Tag
from huskurage.store.places import Municipality


class Sayings(Protocol):
    """Where designs lie, and the words that posters say; a Press is one."""

    @property
    def posters_dir(self) -> Path: ...
    @property
    def words_for(self) -> Callable[[str, str], SheetWords]: ...
    @property
    def label_for(self) -> Callable[[str], str]: ...


@dataclass(frozen=True)
class StaleNumber:
    """A number that a poster may still show; `right` is the one that answers now, empty when there is none."""

    kind: str
    shown: str
    right: str


def numbers_of(municipality: Municipality) -> dict[str, str]:
    """The municipality's numbers as posters carry them: kind of contact -> number."""
    found: dict[str, list[str]] = {}
    for contact in municipality.contacts:
        found.setdefault(contact.kind.value, []).append(contact.number)
    return {kind: SEVERAL.join(numbers) for kind, numbers in found.items()}


def edition_now(municipality: Municipality, *, sayings: Sayings, design: str, languages: Sequence[str]) -> Edition:
    """What a poster of this design in these languages says today. Raises CannotDraw when there is no such design."""
    numbers = numbers_of(municipality)
    words = [sayings.words_for(tag, "") for tag in languages]
    return Edition(
        design=design,
        design_revision=read_design(sayings.posters_dir, design).revision,
        languages=tuple(languages),
        numbers=numbers,
        words=words_digest(words, [*(sayings.label_for(kind) for kind in numbers), *(one.number for one in HELPLINES)]),
    )


def revision_for(session: Session, municipality: Municipality, *, edition: Edition, day: date) -> Revision:
    """The revision of this edition, made today where there is none. Two who make it at once get the same one."""
    made = _known(session, municipality, edition)
    if made is not None:
        return made
    label = label_of(session, municipality, edition=edition, day=day)
    revision = Revision(
        municipality_id=municipality.id, fingerprint=edition.fingerprint, label=label, design=edition.design,
        languages=list(edition.languages), numbers=dict(edition.numbers), made_on=day,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(revision)
    except IntegrityError:  # another print of the same edition began at the same moment
        made = _known(session, municipality, edition)
        if made is None:
            raise
        return made
    return revision


def label_of(session: Session, municipality: Municipality, *, edition: Edition, day: date) -> str:
    """What stands in the corner of this edition's posters; changes nothing."""
    made = _known(session, municipality, edition)
    taken = frozenset(one.label for one in revisions_of(session, municipality.id))
    return made.label if made else label_for(edition, day, taken)


def note_printed(session: Session, tags: Mapping[int, str], *, revision: Revision, day: date) -> None:
    """Write down that posters of this revision were printed. `tags`: stairwell id -> the tag on its poster.

    The same poster printed again before it was hung is one hanging with the later day.
    """
    before = hangings_of(session, list(tags))
    for stairwell_id, code in tags.items():
        waits = standing(before.get(stairwell_id, [])).waits
        if waits is not None and (waits.revision_id, waits.tag_code) == (revision.id, code):
            waits.printed_on = max(waits.printed_on, day)
        else:
            session.add(Hanging(stairwell_id=stairwell_id, revision_id=revision.id, tag_code=code, printed_on=day))
    session.flush()


def holds(revision: Revision, municipality: Municipality, sayings: Sayings) -> bool:
    """Whether the same poster drawn today would say the same. A design that is gone says nothing today."""
    try:
        today = edition_now(municipality, sayings=sayings, design=revision.design, languages=revision.languages)
    except CannotDraw:
        return False
    return today.fingerprint == revision.fingerprint


def old_revisions(session: Session, municipality: Municipality, sayings: Sayings) -> frozenset[int]:
    """The ids of those of the municipality's revisions which no longer say what is true today."""
    every = revisions_of(session, municipality.id)
    return frozenset(one.id for one in every if not holds(one, municipality, sayings))


def stale_behind(session: Session, code: str, municipality: Municipality) -> tuple[StaleNumber, ...]:
    """The wrong numbers that posters with this tag may show: those that hang, or may hang since nobody has ticked.

    Where all that were printed are gone, or the tag is retired, somebody nevertheless stands before one: the last
    one printed counts then.
    """
    prints = hangings_with_tag(session, code)
    up = newest_up(session, list({one.stairwell_id for one in prints}))
    hanging = [one for one in prints if one.down_on is None and one.id >= up.get(one.stairwell_id, 0)]
    retired = session.scalar(select(Tag.retired_on).where(Tag.code == code)) is not None
    counted = prints if retired else hanging or prints[-1:]
    now = numbers_of(municipality)
    found = {StaleNumber(*one): None for each in counted for one in stale_numbers(each.revision.numbers, now)}
    return tuple(found)


def _known(session: Session, municipality: Municipality, edition: Edition) -> Revision | None:
    query = select(Revision).where(
        Revision.municipality_id == municipality.id, Revision.fingerprint == edition.fingerprint
    )
    return session.scalars(query).first()
