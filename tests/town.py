"""The made-up town of the tests: Asta and Astrid who coordinate, Bo and Cleo of two landlords, and Adam."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pyotp
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from huskurage.actions.housing import import_houses, read_list
from huskurage.actions.keys import go_live, make_account, make_inbox, test_open_kit
from huskurage.core.access import Role
from huskurage.core.derivation import Cost
from huskurage.core.hours import EVERY_DAY, HOLIDAY, WEEKDAYS, Band, ContactKind, Hours, hours_to_json
from huskurage.store.houses import every_stairwell
from huskurage.store.inboxes import Duty, Part, Receives
from huskurage.store.places import Landlord, LocalContact, Municipality

CHEAP = Cost(1, 8192)  # for tests of the rooms around key derivation; its own tests use the full cost
PEPPER = bytes(range(32))
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday, ten o'clock in Sweden
OFFICE = Hours((Band(WEEKDAYS, time(8), time(16)),))
EVENINGS = Hours(
    (
        Band(WEEKDAYS, time(0), time(8)),
        Band(WEEKDAYS, time(16), time(0)),
        Band(EVERY_DAY - WEEKDAYS | {HOLIDAY}, time(0), time(0)),
    ),
    holidays_closed=False,
)
BOS_HOUSES = (
    "Gata;Nr;Uppgång;Postnummer;Ort;Lägenheter;Område;Fastighetsbeteckning\n"
    "Kyrkogatan;4;A;777 30;Lindbacka;12;Centrum;Hyttan 6:38\nKyrkogatan;4;B;777 30;Lindbacka;12;Centrum;Hyttan 6:38\n"
    "Kyrkogatan;10;;777 30;Lindbacka;9;Centrum;Hyttan 4:6\nÅsvägen;2;;777 31;Lindbacka;18;Söderängen;Lärkan 3:35\n"
)
CLEOS_HOUSES = "Gata;Nr;Uppgång;Postnummer;Ort;Lägenheter\nBruksgatan;1;;777 30;Lindbacka;20\n"


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    moment: datetime = MORNING

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass(frozen=True)
class Person:
    """One of the town's people and how they sign in."""

    name: str
    passphrase: str
    totp_secret: str
    recovery_codes: tuple[str, ...]

    def code(self, clock: Clock) -> str:
        return pyotp.TOTP(self.totp_secret).at(clock())


@dataclass(frozen=True)
class Town:
    """Who lives and works here, and which tags hang where."""

    people: dict[str, Person]
    kit_code: str
    tags: dict[str, str] = field(default_factory=dict)  # address -> tag

    def __getattr__(self, name: str) -> Person:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None


def found_town(session: Session) -> Town:
    """Build the whole town in an empty database."""
    municipality = Municipality(
        slug="lindbacka", name="Lindbacka kommun", exit_address="https://weather.example/",
        mandated_form="https://lindbacka.example/orosanmalan",
        contacts=[
            LocalContact(kind=ContactKind.SOCIAL_SERVICES, number="08-465 004 00", hours=hours_to_json(OFFICE)),
            LocalContact(kind=ContactKind.OUT_OF_HOURS, number="08-465 004 10", hours=hours_to_json(EVENINGS)),
        ],
    )  # fmt: skip
    session.add(municipality)
    session.flush()
    landlords = {
        "bo": Landlord(municipality_id=municipality.id, slug="lindbackahem", name="Lindbackahem"),
        "cleo": Landlord(municipality_id=municipality.id, slug="bruksbostader", name="Bruksbostäder"),
    }
    session.add_all(landlords.values())
    session.flush()
    roles = {
        "asta": Role.COORDINATOR, "astrid": Role.COORDINATOR, "bo": Role.LANDLORD_STAFF,
        "cleo": Role.LANDLORD_STAFF, "adam": Role.ADMINISTRATOR,
    }  # fmt: skip
    made = {
        name: make_account(
            session, login=name, name=name.title(), role=role, municipality=municipality, language="en",
            landlord=landlords.get(name), passphrase=f"{name} dricker kaffe 71", pepper=PEPPER, cost=CHEAP,
            email=f"{name}@lindbacka.example",
        )
        for name, role in roles.items()
    }  # fmt: skip
    inbox, kit = make_inbox(
        session, municipality=municipality, name="Lindbacka", receives=Receives.ALL, hours=hours_to_json(OFFICE),
        keyholders=[made["asta"].account, made["astrid"].account], now=MORNING,
    )  # fmt: skip
    test_open_kit(session, inbox=inbox, typed=kit.code, now=MORNING, today=MORNING.date())
    inbox.duties = [
        Duty(part=part, account_id=made[name].account.id)
        for part, name in ((Part.OWNER, "asta"), (Part.DEPUTY, "astrid"), (Part.MANAGER, "adam"))
    ]
    go_live(inbox)
    for name, houses in (("bo", BOS_HOUSES), ("cleo", CLEOS_HOUSES)):
        reading = read_list(houses.encode(), "hus.csv")
        import_houses(session, landlord=landlords[name], reading=reading, account=None, now=MORNING)
    people = {
        name: Person(name, f"{name} dricker kaffe 71", one.totp_secret, one.recovery_codes)
        for name, one in made.items()
    }
    return Town(people, kit.code, {one.address: one.tag for one in every_stairwell(session)})


def sign_in(client: FlaskClient, person: Person, clock: Clock, **changes: Any) -> Any:
    """Sign in as a browser does: fetch the page, send its form with its token."""
    page = client.get("/staff/sign-in").get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    form = {
        "csrf_token": token,
        "login": person.name,
        "passphrase": person.passphrase,
        "code": person.code(clock),
    }
    return client.post("/staff/sign-in", data=form | changes)


def hidden(page: str, name: str) -> str:
    """The value of a hidden field on a page."""
    return page.split(f'name="{name}" value="')[1].split('"', maxsplit=1)[0]
