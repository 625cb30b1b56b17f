"""What a public page needs to know of its place: house, municipality, who answers, when concerns are read."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from huskurage.core.hours import Contact, Hours, hours_from_json
from huskurage.core.tags import fold_tag
from huskurage.store.inboxes import inboxes_of
from huskurage.store.places import Municipality, Stairwell, municipalities, only_municipality, stairwell_by_tag
from huskurage.store.reports import count_unlooked


@dataclass(frozen=True)
class Spot:
    """Where a public page is read: a municipality, and the house behind the tag where there is one."""

    tag: str | None
    address: str | None  # "Kyrkogatan 4 A"; None for an unknown tag
    city: str | None
    municipality_id: int
    municipality: str
    exit_address: str
    mandated_form: str
    contacts: tuple[Contact, ...]
    reading_hours: Hours | None  # None while no inbox is live
    overdue: bool = False  # concerns lie unread past the promise

    @property
    def full_address(self) -> str:
        """The address with its town, or nothing."""
        return f"{self.address}, {self.city}" if self.address else ""

    def number(self, kind: str) -> str | None:
        """The municipality's own number of a kind, if it has one."""
        return next((contact.number for contact in self.contacts if contact.kind.value == kind), None)


NOWHERE = Spot(
    tag=None, address=None, city=None, municipality_id=0, municipality="", exit_address="", mandated_form="",
    contacts=(), reading_hours=None,
)  # fmt: skip
"""Where a page is read that is the same in every municipality."""


def spot_for(session: Session, tag: str | None, *, today: date, host: str = "") -> Spot | None:
    """The place a tag stands for; unknown and retired tags still give the municipality of the host, or the only one.

    None before any set-up, and where several municipalities share an installation and nothing tells which it is.
    """
    folded = fold_tag(tag) if tag else None
    stairwell = stairwell_by_tag(session, folded) if folded else None
    municipality = stairwell.building.landlord.municipality if stairwell else only_municipality(session, host)
    return _spot(session, municipality, folded, stairwell, today) if municipality else None


def places_to_choose(session: Session, *, today: date) -> list[tuple[Spot, str | None]]:
    """Every municipality and its own host, for somebody whom nothing tells which it is."""
    return [(_spot(session, one, None, None, today), one.host) for one in municipalities(session)]


def _spot(
    session: Session, municipality: Municipality, folded: str | None, stairwell: Stairwell | None, today: date
) -> Spot:
    inboxes = [inbox for inbox in inboxes_of(session, municipality.id) if inbox.live]
    return Spot(
        tag=folded,
        address=stairwell.address if stairwell else None,
        city=stairwell.building.city if stairwell else None,
        municipality_id=municipality.id,
        municipality=municipality.name,
        exit_address=municipality.exit_address,
        mandated_form=municipality.mandated_form,
        contacts=_contacts(municipality),
        reading_hours=hours_from_json(inboxes[0].hours) if inboxes else None,
        overdue=any(count_unlooked(session, inbox.id, today) for inbox in inboxes),
    )


def address_behind(stairwell: Stairwell) -> str:
    """The stairwell's address with its town: "Kyrkogatan 4 A, Lindbacka"."""
    return f"{stairwell.address}, {stairwell.building.city}"


def _contacts(municipality: Municipality) -> tuple[Contact, ...]:
    return tuple(
        Contact(kind=contact.kind, number=contact.number, hours=hours_from_json(contact.hours))
        for contact in municipality.contacts
    )
