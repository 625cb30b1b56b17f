"""Every way to knock at the site: its routes with every method, their addresses filled with things of one municipality.

A route with a new kind of argument: teach ARGUMENTS one line, and see that both towns have such a thing.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from flask import Flask
from flask.testing import FlaskClient
from publicpages import UNKNOWN
from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from town import Clock, Person, hidden, sign_in
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from huskurage.core.access import Role
from huskurage.store.base import Base
from huskurage.store.campaigns import Campaign, Event
from huskurage.store.engine import Database
from huskurage.store.hanging import CoverRound
from huskurage.store.houses import Building, Stairwell, Tag
from huskurage.store.imports import HouseImport
from huskurage.store.inboxes import Inbox
from huskurage.store.outbox import Letter
from huskurage.store.people import Absence, Account
from huskurage.store.places import Landlord, Receiver
from huskurage.store.plan import Activity
from huskurage.store.printing import PrintJob
from huskurage.store.remarks import Remark
from huskurage.store.reports import Entry, Report
from huskurage.web.guard import door_of
from huskurage.web.headers import asset_path

Things = Mapping[str, str | int]
HOUSES = select(Stairwell.id).join(Building).join(Landlord)
ARGUMENTS: dict[str, str | Callable[[int], Select[str] | Select[int]]] = {
    # What an address may name: a word that is the same everywhere, or how to find one in a municipality.
    "language": "en",
    "chosen": "en",
    "card": "knock",
    "place": "about_more",
    "name": asset_path("leave.js").rpartition("/")[2],
    "tag": lambda town: select(Tag.code).where(Tag.stairwell_id.in_(HOUSES.where(Landlord.municipality_id == town))),
    "report_id": lambda town: select(Report.id).join(Inbox).where(Inbox.municipality_id == town),
    "entry_id": lambda town: select(Entry.id).join(Report).join(Inbox).where(Inbox.municipality_id == town),
    "inbox_id": lambda town: select(Inbox.id).where(Inbox.municipality_id == town),
    "account_id": lambda town: select(Account.id).where(
        Account.municipality_id == town, Account.role == Role.COORDINATOR
    ),
    "receiver_id": lambda town: select(Receiver.id).where(Receiver.municipality_id == town),
    "absence_id": lambda town: select(Absence.id).join(Account).where(Account.municipality_id == town),
    "letter_id": lambda town: select(Letter.id).join(Letter.account).where(Account.municipality_id == town),
    "remark_id": lambda town: select(Remark.id).where(Remark.municipality_id == town),
    "invitation_id": "0" * 64,  # these three are digests in the database: the fixture `things` knows them
    "token": "nothing",
    "feed": "nothing",

    "stairwell_id": lambda town: HOUSES.where(Landlord.municipality_id == town).order_by(Stairwell.walk),
    "job_id": lambda town: select(PrintJob.id).join(Landlord, PrintJob.landlord_id == Landlord.id).where(
        Landlord.municipality_id == town
    ),
    "round_id": lambda town: select(CoverRound.id).join(Landlord, CoverRound.landlord_id == Landlord.id).where(
        Landlord.municipality_id == town
    ),
    "activity_id": lambda town: select(Activity.id).join(Landlord, Activity.landlord_id == Landlord.id).where(
        Landlord.municipality_id == town
    ),
    "campaign_id": lambda town: select(Campaign.id).where(Campaign.municipality_id == town),
    "event_id": lambda town: select(Event.id).where(Event.municipality_id == town),
    "material": "trainer",
    "part": "1",
    "list_id": "0" * 32,  # lies in memory: a list that is gone answers as somebody else's
    "import_id": lambda town: select(HouseImport.id).join(Landlord, HouseImport.landlord_id == Landlord.id).where(
        Landlord.municipality_id == town
    ).order_by(HouseImport.landlord_id),
}  # fmt: skip
DIGEST = re.compile("[0-9a-f]{32}|[0-9a-f]{64}")


class Way(NamedTuple):
    """One way to knock: an address and a method, and who may enter there."""

    endpoint: str
    method: str
    path: str
    door: object

    @property
    def staff(self) -> bool:
        return self.path.startswith("/staff")


def things_of(session: Session, municipality_id: int, app: Flask, *, all_there: bool = True) -> Things:
    """One of everything that the site's addresses name, found in this municipality; names of nothing if need be."""
    found: dict[str, str | int] = {}
    for name in sorted({name for rule in app.url_map.iter_rules() for name in rule.arguments}):
        assert name in ARGUMENTS, f"an address names <{name}>: add a line for it to ARGUMENTS in tests/house/ways.py"
        known = ARGUMENTS[name]
        value = known if isinstance(known, str) else session.scalars(known(municipality_id)).first()
        assert value is not None or not all_there, (
            f"municipality {municipality_id} has nothing that <{name}> could name: make one in tests/othertown.py "
            "and in the fixture `things` of tests/house/conftest.py"
        )
        found[name] = "0" * 32 if value is None else value
    return found


def nothing_like(things: Things, *, number: int = 999_999) -> Things:
    """Names of the same shape that name nothing."""

    def none_like(name: str, value: str | int) -> str | int:
        if isinstance(value, int):
            return number
        return UNKNOWN if name == "tag" else "0" * len(value) if DIGEST.fullmatch(value) else value

    return {name: none_like(name, value) for name, value in things.items()}


def ways(app: Flask, things: Things) -> Iterator[Way]:
    """Every route with every method, its address filled with these things; signing out comes last."""
    rules: list[Rule] = sorted(app.url_map.iter_rules(), key=lambda one: (one.endpoint == "account.sign_out", one.rule))
    for rule in rules:
        built = rule.build(things, append_unknown=False)
        assert built is not None, f"{rule.rule} is not reached with {things}"
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"}):
            yield Way(rule.endpoint, method, built[1], door_of(app.view_functions[rule.endpoint]))


def knock(client: FlaskClient, way: Way, token: str = "", **fields: str) -> TestResponse:
    """Fetch the address, or send its form with the token and these fields."""
    form = {"csrf_token": token} | fields if way.method == "POST" else None
    return client.open(way.path, method=way.method, data=form)


def everything(database: Database) -> dict[str, list[str]]:
    """Every row of every table."""
    with database.reads() as session:
        rows = {table.name: session.execute(select(table)) for table in Base.metadata.sorted_tables}
        return {name: sorted(repr(tuple(row)) for row in found) for name, found in rows.items()}


def enter(app: Flask, person: Person, clock: Clock) -> tuple[FlaskClient, str]:
    """A client in which the person is signed in, and their form token."""
    client = app.test_client()
    clock.move(seconds=31)  # a code is spent once
    assert sign_in(client, person, clock).status_code == 303
    page = client.get("/staff/", follow_redirects=True).get_data(as_text=True)
    return client, hidden(page, "csrf_token")
