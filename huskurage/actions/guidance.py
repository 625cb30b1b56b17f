"""What a public page needs to know of its place: house, municipality, who answers, when concerns are read."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from huskurage.actions.clocks import last_day_over
from huskurage.actions.duty import rota_of
from huskurage.actions.hanging import StaleNumber, stale_behind
from huskurage.core.hours import Contact, hours_from_json, next_open
from huskurage.core.rota import Promise, reading_promise
from huskurage.core.swedish_time import local
from huskurage.core.tags import fold_tag
from huskurage.store.houses import Area, Stairwell, behind_tag, landlord_of
from huskurage.store.inboxes import Inbox, inboxes_of
from huskurage.store.places import Municipality, municipalities, only_municipality
from huskurage.store.reports import count_unlooked


@dataclass(frozen=True)
class Reading:
    """When a concern sent now is read.

    `promise` is None when nobody ever reads. `unmanned`: nobody is on duty on the day on which it would be read by the
    hours alone; until it is, `away_text` says, in Swedish, whom to call.
    """

    promise: Promise | None
    unmanned: bool = False
    away_text: str = ""


@dataclass(frozen=True)
class Spot:
    """Where a public page is read: a municipality, and the house behind the tag where there is one."""

    tag: str | None
    address: str | None  # "Kyrkogatan 4 A"; None for an unknown tag, and for one that stands for many houses
    city: str | None
    municipality_id: int
    municipality: str
    exit_address: str
    mandated_form: str
    contacts: tuple[Contact, ...]
    reading: Reading | None  # None while no inbox is live
    overdue: bool = False  # concerns lie unread past the promise
    stale: tuple[StaleNumber, ...] = ()  # numbers that the poster with this tag may show, and that are wrong today
    area: str = ""  # "Smedjebacken, Lindbackahem", where the tag stands for many houses

    @property
    def full_address(self) -> str:
        """The address with its town, or nothing."""
        return f"{self.address}, {self.city}" if self.address else ""

    @property
    def poster_place(self) -> str:
        """Where the poster hangs, as far as its tag tells: a house, an area, or nothing."""
        return self.full_address or self.area

    def number(self, kind: str) -> str | None:
        """The municipality's own number of a kind, if it has one."""
        return next((contact.number for contact in self.contacts if contact.kind.value == kind), None)


NOWHERE = Spot(
    tag=None, address=None, city=None, municipality_id=0, municipality="", exit_address="", mandated_form="",
    contacts=(), reading=None,
)  # fmt: skip
"""Where a page is read that is the same in every municipality."""


def spot_for(session: Session, tag: str | None, *, now: datetime, host: str = "") -> Spot | None:
    """The place a tag stands for; unknown and retired tags still give the municipality of the host, or the only one.

    None before any set-up, and where several municipalities share an installation and nothing tells which it is.
    """
    folded = fold_tag(tag) if tag else None
    behind = behind_tag(session, folded) if folded else None
    municipality = landlord_of(behind).municipality if behind else only_municipality(session, host)
    return _spot(session, municipality, folded, behind, now) if municipality else None


def places_to_choose(session: Session, *, now: datetime) -> list[tuple[Spot, str | None]]:
    """Every municipality and its own host, for somebody whom nothing tells which it is."""
    return [(_spot(session, one, None, None, now), one.host) for one in municipalities(session)]


def _spot(
    session: Session, municipality: Municipality, folded: str | None, behind: Stairwell | Area | None, now: datetime
) -> Spot:
    stairwell = behind if isinstance(behind, Stairwell) else None
    inboxes = [inbox for inbox in inboxes_of(session, municipality.id) if inbox.live]
    return Spot(
        tag=folded,
        address=stairwell.address if stairwell else None,
        city=stairwell.building.city if stairwell else None,
        municipality_id=municipality.id,
        municipality=municipality.name,
        exit_address=municipality.exit_address,
        mandated_form=municipality.mandated_form,
        contacts=contacts_of(municipality),
        reading=_slowest([_reading(session, inbox, now) for inbox in inboxes]),
        area=behind.place if isinstance(behind, Area) else "",
        overdue=any(count_unlooked(session, inbox.id, last_day_over(inbox, now)) for inbox in inboxes),
        stale=stale_behind(session, folded, municipality) if folded else (),
    )


def _reading(session: Session, inbox: Inbox, now: datetime) -> Reading:
    """What the inbox promises of a concern sent now, from the rules that its deadline follows."""
    hours = hours_from_json(inbox.hours)
    rota = rota_of(session, inbox, local(now).date())
    if rota.manned_on(local(next_open(hours, now)).date()):
        return Reading(reading_promise(hours, rota, now))
    return Reading(reading_promise(hours, rota, now), unmanned=True, away_text=inbox.away_text)


def _slowest(readings: list[Reading]) -> Reading | None:
    """The one that promises least: nobody on a public page says yet which inbox their concern goes to."""
    never = datetime.max.replace(tzinfo=UTC)
    return max(readings, key=lambda one: one.promise.next_reading if one.promise else never, default=None)


def place_behind(session: Session, code: str, municipality_id: int) -> tuple[str, bool] | None:
    """The place behind a tag of the municipality's landlords, and whether it is one house; None for any other tag."""
    behind = behind_tag(session, code)
    if behind is None or landlord_of(behind).municipality_id != municipality_id:
        return None
    return (address_behind(behind), True) if isinstance(behind, Stairwell) else (behind.place, False)


def address_behind(stairwell: Stairwell) -> str:
    """The stairwell's address with its town: "Kyrkogatan 4 A, Lindbacka"."""
    return f"{stairwell.address}, {stairwell.building.city}"


def contacts_of(municipality: Municipality) -> tuple[Contact, ...]:
    return tuple(
        Contact(kind=contact.kind, number=contact.number, hours=hours_from_json(contact.hours))
        for contact in municipality.contacts
    )
