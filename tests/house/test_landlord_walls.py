"""Two landlords: what is Bo's is to Cleo as if it were not, on every address, in every field, and changes nothing."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from doing import Desk
from flask import Blueprint, Flask
from house.landlords import (
    FAR,
    IDS_IN_FIELDS,
    OF_BO,
    PLAIN_FIELDS,
    SECRET_STREET,
    SECRET_TAG,
    Route,
    Secret,
    Things,
    field_names,
    landlord_routes,
    of_everything,
    secret_house,
    things_of_landlord,
)
from house.test_walls import page_of, rows_that_count
from house.ways import nothing_like
from sqlalchemy import select, update
from town import BOS_HOUSES, Clock, Town
from uploads import read_in

from huskurage.actions.register import facts_of
from huskurage.app import ALL, create_app
from huskurage.core.access import Permission
from huskurage.core.imports import facts_digest
from huskurage.settings import Settings
from huskurage.store.engine import Database
from huskurage.store.houses import Stairwell, Tag
from huskurage.store.imports import HouseImport
from huskurage.store.places import Landlord
from huskurage.web.guard import open_to

WALLS = {404, 422}
LET_IN = {200, 303, 409, 422}
NONE = 899_999
Case = tuple[str, str, dict[str, Any]]


@dataclass
class Two:
    """Both landlords with one of everything, Bo and Cleo at their desks."""

    bo: Desk
    cleo: Desk
    bos: Things
    cleos: Things
    secret: Secret
    seen: dict[str, str]  # forms that would change Bo's house, as his own page would send them


@pytest.fixture
def two(app: Flask, town: Town, clock: Clock, database: Database, settings: Settings) -> Two:
    bo, cleo = Desk(app, town.bo, clock), Desk(app, town.cleo, clock)
    assert cleo.press("/staff/houses/new", street="Bruksgatan", number="2").status_code == 303
    lists = [read_in(one, BOS_HOUSES.encode()).rstrip("/").rpartition("/")[2] for one in (bo, cleo)]
    with database.writes() as session:
        landlords = [of_everything(session, one, settings, clock()) for one in ("lindbackahem", "bruksbostader")]
        bos, cleos = [
            things_of_landlord(session, one.id, app, list_id) for one, list_id in zip(landlords, lists, strict=True)
        ]
        secret = secret_house(session, landlords[0], str(bos["job_id"]))
        session.execute(update(HouseImport).values(faulty=1))  # so that their pages offer the faulty rows
        house = session.get_one(Stairwell, bos["stairwell_id"])
        seen = {"seen": facts_digest(facts_of(house)), "tag": house.own_tag}
        session.commit()
    return Two(bo, cleo, bos, cleos, secret, seen)


def forms(two: Two, route: Route) -> list[dict[str, str]]:
    """An empty form, and one that would do something where it were one's own."""
    house = {"street": "Kyrkogatan", "number": "99", "seen": two.seen["seen"]}
    activity = {"kind": "campaign", "what": "x", "owner": "", "due": "2026-12-01"}
    done = {"done": "2026-11-20", "evidence": "x"}
    if route.method == "GET":
        return [{}]
    if route.rule.rule.endswith("/tag"):
        return [{}, {"seen": two.seen["tag"]}]
    if route.rule.rule.endswith("/move"):
        return [{}, {"code": two.seen["tag"], "to": "Kyrkogatan 10"}]
    return [{}, house, activity | done, {"undo": "1"}]


def asked(desk: Desk, method: str, path: str, fields: dict[str, Any]) -> Any:
    return desk.client.get(path, query_string=fields) if method == "GET" else desk.press(path, **fields)


def leaks(answer: Any) -> set[str]:
    """Words of Bo's houses in an answer, its headers included."""
    said = answer.get_data().decode(errors="replace") + str(answer.headers)
    return {word for word in OF_BO if word in said}


@pytest.mark.parametrize("who", ["cleo", "asta", "adam"])
def test_bos_things_are_as_if_they_were_not(
    app: Flask, two: Two, town: Town, clock: Clock, database: Database, who: str
) -> None:
    desk = two.cleo if who == "cleo" else Desk(app, town.people[who], clock)
    before, tried = rows_that_count(database), 0
    nothing = dict(nothing_like(two.bos))
    for route in landlord_routes(app):
        there, none = route.path(two.bos), route.path(nothing)
        for fields in forms(two, route) if there != none else ():
            answer = asked(desk, route.method, there, fields)
            assert page_of(answer) == page_of(asked(desk, route.method, none, fields)), (who, route, fields)
            assert answer.status_code in WALLS, (who, route, answer.status_code)
            assert not leaks(answer), (who, route)
            tried += 1
    assert tried > 40
    assert rows_that_count(database) == before


def test_bo_and_cleo_meet_no_wall_at_their_own(app: Flask, two: Two) -> None:
    """The control: with the same forms, each at what is theirs."""
    for desk, own in ((two.bo, two.bos), (two.cleo, two.cleos)):
        for route in landlord_routes(app):
            needs_logo = route.rule.endpoint == "logos.picture" and desk is two.cleo
            if not needs_logo:
                answer = asked(desk, route.method, route.path(own), {})
                assert answer.status_code in LET_IN, (route, answer.status_code)


def test_no_page_of_cleos_has_a_word_of_bos_houses(app: Flask, two: Two) -> None:
    shown = [route for route in landlord_routes(app) if route.method == "GET" and "list_id" not in route.rule.arguments]
    for route in shown:
        assert not leaks(two.cleo.client.get(route.path(two.cleos))), route
    assert not leaks(two.cleo.press("/staff/houses/export/", format="csv"))
    assert any(leaks(two.bo.client.get(route.path(two.bos))) for route in shown)  # the control


# Ids inside forms and query strings: (method, path, fields). {own} is the first of the person's own stairwells,
# {mine} for Bo the secret one and for Cleo her own, {another} the address of another of theirs; the rest is Bo's.
CASES: list[Case] = [
    ("GET", "/staff/houses/", {"area": "{area}"}),
    ("GET", "/staff/houses/", {"street": "{street}"}),
    ("GET", "/staff/houses/", {"search": "{street}"}),
    ("POST", "/staff/houses/", {"stairwell": "{house}", "what": "none"}),
    ("POST", "/staff/houses/", {"chosen": "{house}", "stairwell": "{own}", "what": "page:1"}),
    ("GET", "/staff/prints/new", {"chosen": "{house}"}),
    ("GET", "/staff/prints/new", {"stairwell": ["{own}", "{house}"]}),
    ("GET", "/staff/prints/new", {"all": "1", "area": "{area}"}),
    ("GET", "/staff/prints/new", {"all": "1", "street": "{street}"}),
    ("GET", "/staff/prints/new", {"again": "{job}"}),
    ("POST", "/staff/prints/", {"stairwell": "{house}"}),
    ("POST", "/staff/prints/", {"chosen": "{house}"}),
    ("POST", "/staff/prints/", {"chosen": "{own}", "stairwell": "{house}"}),
    ("POST", "/staff/prints/", {"all": "1", "area": "{area}"}),
    ("POST", "/staff/prints/", {"all": "1", "search": "{street}"}),
    ("POST", "/staff/prints/", {"again": "{job}"}),
    ("POST", "/staff/prints/", {"again": "{job}", "what": "show"}),
    ("GET", "/staff/rounds/list", {"area": "{area}"}),
    ("GET", "/staff/rounds/list", {"street": "{street}"}),
    ("GET", "/staff/rounds/list.pdf", {"area": "{area}"}),
    ("POST", "/staff/rounds/list?area={area}", {}),
    ("POST", "/staff/rounds/list", {"up": "{house}.0"}),
    ("POST", "/staff/rounds/list", {"up": ["{own}.0", "{house}.{hanging}"]}),
    ("POST", "/staff/rounds/list", {"up": "{mine}.{hanging}"}),
    ("POST", "/staff/rounds/list", {"checked": "{house}.{hanging}"}),
    ("POST", "/staff/rounds/list", {"letters": "{house}.0"}),
    ("POST", "/staff/rounds/list", {"gone": "{house}.{hanging}"}),
    ("POST", "/staff/rounds/list", {"undo": "up.{house}.{hanging}"}),
    ("POST", "/staff/rounds/list", {"undo": "letters.{house}.0"}),
    ("POST", "/staff/plan/", {"kind": "campaign", "what": "x", "owner": "{owner}", "due": "2026-12-01"}),
    ("POST", "/staff/plan/{activity}", {"kind": "campaign", "what": "x", "owner": "{owner}", "due": "2026-12-01"}),
    ("POST", "/staff/houses/{own}/move", {"to": "{street} 7", "code": "{owntag}"}),
    ("POST", "/staff/houses/{mine}/move", {"to": "{another}", "code": "{tag}"}),
    ("GET", "/staff/houses/import/done/{import}", {"list_id": "{list}"}),
]  # fmt: skip


def filled(value: Any, names: dict[str, str]) -> Any:
    return [one.format(**names) for one in value] if isinstance(value, list) else value.format(**names)


def names_for(two: Two, own: Things, database: Database, *, there: bool) -> dict[str, str]:
    """What the cases name: Bo's secret house, or things of the same shape that are not."""
    with database.reads() as session:
        mine = session.get_one(Stairwell, own["stairwell_id"])
        fixed = {"own": str(mine.id), "owntag": mine.own_tag, "mine": str(mine.id), "another": "Bruksgatan 2"}
    if own is two.bos:
        fixed |= {"mine": str(two.secret.stairwell), "another": "Kyrkogatan 10"}
    fixed |= {"activity": str(own["activity_id"]), "import": str(own["import_id"])}
    secret = two.secret if there else Secret(NONE, NONE, NONE, NONE, "0" * 32)
    return fixed | {
        "house": str(secret.stairwell), "area": str(secret.area), "hanging": str(secret.hanging),
        "owner": str(secret.owner), "job": secret.job, "street": SECRET_STREET if there else "Ingenstansgatan",
        "tag": SECRET_TAG if there else "2222222", "list": str(two.bos["list_id"]) if there else "0" * 32,
    }  # fmt: skip


def as_if(answer: Any, names: dict[str, str]) -> tuple[int, str, str]:
    """An answer without what the person sent themselves, and without its one-time values."""
    if answer.mimetype != "text/html":
        return answer.status_code, answer.mimetype, ""
    status, body, headers = page_of(answer)
    said = [body, headers.get("Location", "")]
    for name in ("job", "list", "street", "tag"):
        said = [re.sub(re.escape(names[name]), f"<{name}>", one, flags=re.IGNORECASE) for one in said]
    return status, *(re.sub(rf"\b({FAR}|{NONE})\b", "<id>", one) for one in said)


def lead_on(desk: Desk, answer: Any) -> Any:
    """Where a redirect leads."""
    return desk.client.get(answer.headers["Location"]) if answer.status_code == 303 else answer


def both_answers(two: Two, desk: Desk, own: Things, database: Database, case: Case) -> list[list[tuple[int, str, str]]]:
    """What somebody hears who sends the case with Bo's things, and with what is nothing; where it leads, too."""
    method, path, fields = case
    heard = []
    for there in (True, False):
        names = names_for(two, own, database, there=there)
        sent = {name: filled(value, names) for name, value in fields.items()}
        first = asked(desk, method, path.format(**names), sent)
        said = [first, lead_on(desk, first)]
        typed = there and SECRET_STREET in str(sent)
        assert typed or desk is two.bo or not any(map(leaks, said)), case
        heard.append([as_if(one, names) for one in said])
    return heard


def test_bos_ids_in_a_field_are_as_if_they_were_not(two: Two, database: Database) -> None:
    before = rows_that_count(database)
    for case in CASES:
        there, nothing = both_answers(two, two.cleo, two.cleos, database, case)
        assert there == nothing, case
        assert rows_that_count(database) == before, case


def test_bos_ids_in_a_field_are_something_to_bo(two: Two, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: each case names things that do something where they are one's own."""
    monkeypatch.setattr("huskurage.web.prints.views.start_drawing", lambda _: None)
    for case in CASES:
        there, nothing = both_answers(two, two.bo, two.bos, database, case)
        assert there != nothing, case


def test_the_right_digest_or_tag_of_bos_opens_nothing_of_cleos(two: Two, database: Database) -> None:
    """`seen` and `plan` say what a page showed; they are no key to anything."""
    before, own = rows_that_count(database), two.cleos["stairwell_id"]
    assert two.cleo.press(f"/staff/houses/{own}/tag", seen=SECRET_TAG).status_code == 303
    changed = two.cleo.press(f"/staff/houses/{own}", street="Bruksgatan", number="9", seen=two.seen["seen"])
    assert changed.status_code == 409
    assert not leaks(changed)
    assert two.cleo.press(f"/staff/houses/import/{two.cleos['list_id']}/", plan="0" * 32).status_code == 409
    assert rows_that_count(database) == before


def test_every_field_of_a_landlords_pages_is_known(app: Flask, two: Two) -> None:
    """A new field that names a thing of theirs needs a case above; one that does not goes to PLAIN_FIELDS."""
    known, met = IDS_IN_FIELDS | PLAIN_FIELDS, set[str]()
    assert not IDS_IN_FIELDS & PLAIN_FIELDS
    for route in landlord_routes(app):
        answer = two.bo.client.get(route.path(two.bos)) if route.method == "GET" else None
        if answer is not None and answer.mimetype == "text/html":
            met |= field_names(answer.get_data(as_text=True))
    for listed in ("/staff/prints/new?all=1", "/staff/rounds/list", "/staff/houses/?chosen=1"):
        met |= field_names(two.bo.see(listed))
    assert met - known == set()
    assert len(met) > 25
    told = {name for _, path, fields in CASES for name in (*fields, *re.findall(r"\?(\w+)=", path))}
    assert IDS_IN_FIELDS - {"seen", "plan"} <= told


def test_one_landlord_has_what_the_other_has(two: Two, database: Database) -> None:
    """What the cases need: the secret house is Bo's, and nothing of Cleo's has its words."""
    with database.reads() as session:
        found = session.scalars(select(Tag).where(Tag.code == SECRET_TAG)).one().stairwell
        assert found is not None
        assert (
            found.building.landlord_id
            == session.scalars(select(Landlord.id).where(Landlord.slug == "lindbackahem")).one()
        )
    assert SECRET_STREET in two.bo.see(f"/staff/houses/?search={SECRET_STREET.lower()}")


def test_a_route_with_an_unknown_argument_asks_whose_it_is(two: Two, settings: Settings, database: Database) -> None:
    def cellar(cellar_id: int) -> str:
        return f"{cellar_id}"

    room = Blueprint("new", __name__)
    room.add_url_rule("/staff/new/<int:cellar_id>", "new", open_to(Permission.HOUSE_READ)(cellar))
    grown = create_app(settings, (*ALL, room))
    with database.reads() as session, pytest.raises(AssertionError, match="<cellar_id>: whose is it"):
        things_of_landlord(session, 1, grown, str(two.bos["list_id"]))
