"""What a landlord's people reach: their routes, what of Bo's each names, and every field that their pages send."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from flask import Flask
from hung import printed
from othertown import one_print, plan_and_logos
from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from town import CHEAP, PEPPER
from werkzeug.routing import Rule

from huskurage.actions.cover import plan_cover_rounds
from huskurage.actions.keys import make_account
from huskurage.core.access import Permission, Role, may
from huskurage.settings import Settings
from huskurage.store.hanging import CoverRound, Hanging
from huskurage.store.houses import Area, Building, Stairwell, Tag
from huskurage.store.imports import HouseImport
from huskurage.store.places import Landlord
from huskurage.store.plan import Activity
from huskurage.store.printing import PrintJob
from huskurage.web.guard import door_of

FAR = 700_001  # ids that no other number on a page is
SECRET_STREET = "Hemliggatan"
SECRET_AREA = "Hemlighöjden"
SECRET_TAG = "X7X7X7X"
SECRET_PLAN = "Hang posters"
OF_BO = (
    SECRET_STREET, SECRET_AREA, SECRET_TAG, SECRET_PLAN, "Kyrkogatan", "Åsvägen", "Söderängen", "Hyttan", "Lärkan",
    "Bosse",
)  # fmt: skip
Things = dict[str, str | int]

THEIR_OWN: dict[str, Callable[[int], Select[str] | Select[int]]] = {
    # What an address names that belongs to one landlord, and how to find one of theirs.
    "stairwell_id": lambda landlord: select(Stairwell.id).join(Building).where(Building.landlord_id == landlord),
    "job_id": lambda landlord: select(PrintJob.id).where(PrintJob.landlord_id == landlord),
    "round_id": lambda landlord: select(CoverRound.id).where(CoverRound.landlord_id == landlord),
    "activity_id": lambda landlord: select(Activity.id).where(Activity.landlord_id == landlord),
    "import_id": lambda landlord: select(HouseImport.id).where(HouseImport.landlord_id == landlord),
}  # fmt: skip
IN_MEMORY = "list_id"  # a list in the middle of its import: the fixture uploads one
SAME_FOR_ALL = {"chosen": "en", "material": "trainer", "part": 1}
IDS_IN_FIELDS = {  # fields that name things of a landlord: each has a case in test_landlord_walls.py
    "stairwell", "chosen", "area", "street", "search", "again", "up", "checked", "letters", "gone", "undo", "owner",
    "seen", "to", "code", "plan", "list_id",
}  # fmt: skip
PLAIN_FIELDS = {
    "csrf_token", "what", "retired", "poster", "page", "format", "all", "count", "asked", "design", "form", "language",
    "option", "packing", "state", "months", "kind", "due", "done", "evidence", "number", "entrance", "postcode", "city",
    "property_designation", "property", "dwellings", "whole_area", "whole_building", "list", "logo",
}  # fmt: skip


class Route(NamedTuple):
    """One route, with one of its methods."""

    rule: Rule
    method: str

    def path(self, things: Things) -> str:
        built = self.rule.build(things, append_unknown=False)
        assert built is not None, f"{self.rule.rule} is not reached with {things}"
        return built[1]


def landlord_routes(app: Flask) -> Iterator[Route]:
    """Every route that lets landlord staff in, but for those about their own account."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.rule):
        door = door_of(app.view_functions[rule.endpoint])
        if isinstance(door, Permission) and may(Role.LANDLORD_STAFF, door) and door is not Permission.ACCOUNT_OWN:
            for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"}):
                yield Route(rule, method)


def things_of_landlord(session: Session, landlord_id: int, app: Flask, list_id: str) -> Things:
    """One of everything that these addresses name."""
    found: Things = {}
    for name in sorted({name for route in landlord_routes(app) for name in route.rule.arguments}):
        if name in SAME_FOR_ALL:
            found[name] = SAME_FOR_ALL[name]
        elif name == IN_MEMORY:
            found[name] = list_id
        else:
            assert name in THEIR_OWN, f"<{name}>: whose is it? Add a line to THEIR_OWN or SAME_FOR_ALL"
            value = session.scalars(THEIR_OWN[name](landlord_id)).first()
            assert value is not None, f"<{name}>: make one in `of_everything`"
            found[name] = value
    return found


def of_everything(session: Session, slug: str, settings: Settings, now: datetime) -> Landlord:
    """A landlord with one of everything that an address can name."""
    landlord = session.scalars(select(Landlord).where(Landlord.slug == slug)).one()
    stairwell = session.scalars(select(Stairwell).join(Building).where(Building.landlord_id == landlord.id)).first()
    assert stairwell is not None
    one_print(session, landlord, stairwell, settings)
    plan_and_logos_of(session, landlord)
    plan_cover_rounds(session, now)
    return landlord


def plan_and_logos_of(session: Session, landlord: Landlord) -> None:
    if landlord.slug == "lindbackahem":
        plan_and_logos(session, landlord)
    else:
        kind = session.scalars(select(Activity)).first()
        assert kind is not None
        mine = {"kind": kind.kind, "what": "Bruksfest", "owner_id": None, "due_on": kind.due_on}
        session.add(Activity(landlord_id=landlord.id, **mine))
        session.flush()


class Secret(NamedTuple):
    """A house of Bo's whose ids are unmistakable, its poster, and a colleague of his."""

    stairwell: int
    area: int
    hanging: int
    owner: int
    job: str


def secret_house(session: Session, landlord: Landlord, job_id: str) -> Secret:
    area = Area(landlord_id=landlord.id, name=SECRET_AREA)
    area.id = FAR
    building = Building(
        landlord_id=landlord.id, key="hemliggatan 7", area=area, street=SECRET_STREET, number="7", postcode="777 30",
        city="Lindbacka", property_designation="Hyttan 9:9",
    )  # fmt: skip
    house = Stairwell(
        entrance="", dwellings=20, walk=99, search="hemliggatan 7", building=building, tags=[Tag(code=SECRET_TAG)]
    )
    house.id = FAR
    session.add(house)
    session.flush()
    made = printed(session, SECRET_TAG, up_on=None)
    hanging = Hanging(
        stairwell_id=house.id, revision_id=made.revision_id, tag_code=SECRET_TAG, printed_on=made.printed_on
    )
    hanging.id = FAR
    session.delete(made)
    session.add(hanging)
    owner = make_account(
        session, login="bosse", name="Bosse", role=Role.LANDLORD_STAFF, landlord=landlord, pepper=PEPPER, cost=CHEAP,
        municipality=landlord.municipality, language="en", passphrase="bosse dricker kaffe 71",
    ).account  # fmt: skip
    session.flush()
    return Secret(house.id, area.id, hanging.id, owner.id, job_id)


def field_names(page: str) -> set[str]:
    """The names of everything on a page that a form sends."""
    return set(re.findall(r'<(?:input|select|textarea|button)\b[^>]*?\bname="([^"]*)"', page))
