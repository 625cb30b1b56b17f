"""What a public page needs to know of its place: house, municipality, who answers, when concerns are read."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from huskurage.core.hours import Contact, Hours, hours_from_json
from huskurage.core.tags import fold_tag
from huskurage.store.inboxes import inboxes_of
from huskurage.store.places import Municipality, Stairwell, only_municipality, stairwell_by_tag
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


def spot_for(session: Session, tag: str | None, *, today: date) -> Spot | None:
    """The place a tag stands for; unknown and retired tags still give their municipality. None before any set-up."""
    folded = fold_tag(tag) if tag else None
    stairwell = stairwell_by_tag(session, folded) if folded else None
    municipality = stairwell.building.landlord.municipality if stairwell else only_municipality(session)
    if municipality is None:
        return None
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
