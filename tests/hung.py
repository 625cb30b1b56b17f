"""Posters on the town's walls: what was printed with which numbers and hung, and what posters say in tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session
from town import MORNING

from huskurage.actions.hanging import edition_now, note_printed, revision_for
from huskurage.core.sheet import SheetWords
from huskurage.settings import shipped
from huskurage.store.hanging import Hanging, Revision
from huskurage.store.houses import Stairwell, Tag
from huskurage.store.places import LocalContact, Municipality

TODAY = MORNING.date()
NEW_NUMBER = "08-465 004 99"
OLD_NUMBER = "08-465 004 00"


@dataclass
class Said:
    """What posters say in a test; `headline` may be changed on the way."""

    posters_dir: Path = field(default_factory=lambda: shipped("posters"))
    headline: str = "Hör du något?"

    def words_for(self, tag: str, address: str) -> SheetWords:
        step = ("Knacka på", "")
        return SheetWords(
            language=tag, direction="ltr", script="Latn", headline=self.headline, subline="", now_call="Ring 112.",
            say=address, steps=(step, step, step, step), read_more="", free="",
        )  # fmt: skip

    def label_for(self, kind: str) -> str:
        return kind


def stairwell(session: Session, tag: str) -> Stairwell:
    return session.scalars(select(Stairwell).join(Tag).where(Tag.code == tag)).one()


def printed(
    session: Session, tag: str, *, day: date = TODAY, up_on: date | None = None, said: Said | None = None
) -> Hanging:
    """A poster printed for the stairwell with this tag, with today's numbers; hung where a day is given."""
    house = stairwell(session, tag)
    town = house.building.landlord.municipality
    edition = edition_now(town, sayings=said or Said(), design="calm", languages=("sv", "en"))
    revision = revision_for(session, town, edition=edition, day=day)
    note_printed(session, {house.id: house.tag}, revision=revision, day=day)
    hanging = prints(session, house.id)[-1]
    hanging.up_on = up_on
    session.flush()
    return hanging


def prints(session: Session, stairwell_id: int) -> list[Hanging]:
    query = select(Hanging).where(Hanging.stairwell_id == stairwell_id).order_by(Hanging.id)
    return list(session.scalars(query))


def change_number(session: Session, old: str = OLD_NUMBER, new: str = NEW_NUMBER) -> None:
    """The municipality's social services answer on another number from now on."""
    session.scalars(select(LocalContact).where(LocalContact.number == old)).one().number = new
    session.flush()


def numbers(revision: Revision) -> Mapping[str, str]:
    return {kind: str(number) for kind, number in revision.numbers.items()}


def lindbacka(session: Session) -> Municipality:
    return session.scalars(select(Municipality).where(Municipality.slug == "lindbacka")).one()
