"""The wall between landlords, and between landlords and reports: complete on every address there is."""

import re
from typing import Any

import pytest
from doing import Desk, Neighbour
from flask import Flask
from sqlalchemy import select
from town import MORNING, Clock, Town

from huskurage.store.engine import Database
from huskurage.store.houses import Stairwell, Tag
from huskurage.store.people import Account
from huskurage.store.printing import JobState, PrintJob
from huskurage.web.housing.views import room as housing
from huskurage.web.prints.views import room as prints
from huskurage.web.site import Site

ROOMS = {housing.name, prints.name}
PLACES = ("/staff/start/", "/staff/houses/", "/staff/prints/", "/staff/prints/new?all=1")
NOWHERE = {"stairwell_id": "999999", "job_id": "0" * 32, "part": "1"}


@pytest.fixture
def bos(database: Database, town: Town, site: Site) -> dict[str, str]:
    """A stairwell and a finished print of Bo's, by the name that addresses give them."""
    with database.writes() as session:
        tag = town.tags["Kyrkogatan 4 A"]
        stairwell = session.scalars(select(Stairwell).join(Tag).where(Tag.code == tag)).one()
        bo = session.scalars(select(Account).where(Account.login == "bo")).one()
        job = PrintJob(
            landlord_id=stairwell.building.landlord_id, ordered_by_id=bo.id, ordered_at=MORNING, beat_at=MORNING,
            stairwell_ids=[stairwell.id], languages=["sv"], total=1, done=1, state=JobState.DONE,
        )  # fmt: skip
        session.add(job)
        session.commit()
        folder = site.settings.data_dir / "posters" / "jobs"
        folder.mkdir(parents=True)
        (folder / f"{job.id}.pdf").write_bytes(b"%PDF-1.7 Bo's")
        return {"stairwell_id": str(stairwell.id), "job_id": job.id, "part": "1"}


def rules(app: Flask) -> list[tuple[str, str, set[str]]]:
    """Every housing address that names a thing, with the methods it takes."""
    found = [rule for rule in app.url_map.iter_rules() if rule.endpoint.partition(".")[0] in ROOMS and rule.arguments]
    shapes = [(rule.endpoint, re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", r"{\1}", rule.rule), rule) for rule in found]
    return [(endpoint, shape, set(rule.methods or ()) & {"GET", "POST"}) for endpoint, shape, rule in shapes]


def page_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, re.sub(
        r'name="csrf_token" value="[^"]*"', "", answer.get_data().decode(errors="replace")
    )


def test_cleo_cannot_print_bos_stairwell_and_nothing_is_ordered(
    bos: dict[str, str], cleo: Desk, database: Database
) -> None:
    theirs = page_of(cleo.press("/staff/prints/", stairwell=[bos["stairwell_id"]], language=["en"]))
    missing = page_of(cleo.press("/staff/prints/", stairwell=["999999"], language=["en"]))
    assert theirs == missing
    assert theirs[0] == 404
    with database.reads() as session:
        assert len(session.scalars(select(PrintJob)).all()) == 1


def test_bo_cannot_slip_a_foreign_stairwell_in_among_his_own(
    bos: dict[str, str], bo: Desk, town: Town, database: Database
) -> None:
    with database.reads() as session:
        cleos = session.scalars(select(Stairwell).join(Tag).where(Tag.code == town.tags["Bruksgatan 1"])).one().id
    assert bo.press("/staff/prints/", stairwell=[bos["stairwell_id"], str(cleos)]).status_code == 404


def test_each_sees_only_their_own_houses_and_prints(bos: dict[str, str], bo: Desk, cleo: Desk, town: Town) -> None:
    assert "Kyrkogatan" in bo.see("/staff/houses/")
    assert "Bruksgatan" not in bo.see("/staff/houses/")
    assert "Kyrkogatan" not in cleo.see("/staff/houses/?search=kyrkogatan")
    assert not any(town.tags[address] in cleo.see("/staff/houses/") for address in town.tags if "Kyrko" in address)
    assert bos["job_id"] in bo.see("/staff/prints/")
    assert bos["job_id"] not in cleo.see("/staff/prints/")


@pytest.mark.parametrize("who", ["asta", "adam"])
def test_nobody_but_landlord_staff_comes_in(
    app: Flask, bos: dict[str, str], who: str, request: pytest.FixtureRequest
) -> None:
    desk: Desk = request.getfixturevalue(who)
    for path in (*PLACES, *(shape.format(**bos) for _, shape, methods in rules(app) if "GET" in methods)):
        assert desk.status(path) == 404
    for path in ("/staff/houses/", *(shape.format(**bos) for _, shape, methods in rules(app) if "POST" in methods)):
        assert desk.press(path).status_code == 404
    assert desk.press("/staff/prints/", stairwell=[bos["stairwell_id"]]).status_code == 404


def test_no_housing_answer_changes_when_concerns_arrive(
    app: Flask, bos: dict[str, str], town: Town, clock: Clock, neighbour: Neighbour
) -> None:
    paths = [*PLACES, *(shape.format(**bos) for _, shape, m in rules(app) if "GET" in m)]
    paths = [
        path for path in paths if not (path.startswith("/staff/posters/") and path.endswith(".pdf"))
    ]  # a PDF's own id differs each time

    def everything() -> list[tuple[int, str]]:
        clock.move(seconds=30)
        desk = Desk(app, town.bo, clock)
        return [page_of(desk.client.get(path)) for path in paths]

    before = everything()
    for _ in range(3):
        neighbour.send(stated_house="poster")
    assert everything() == before


def test_odd_numbers_are_no_stairwell(bo: Desk) -> None:
    for number in ("-1", "0", "99999999999999999999", "2147483648", "x", "%00", "1e3"):
        assert bo.status(f"/staff/posters/{number}.pdf") == 404, number


def test_odd_numbers_are_no_print(bo: Desk) -> None:
    for number in ("x", "%00" * 32, "0" * 31, "..%2f" * 6, "A" * 5000):
        assert bo.status(f"/staff/prints/{number}") == 404, number
        assert bo.status(f"/staff/prints/{number}.pdf") == 404, number
