"""The landlord never learns that a report exists: all that Bo can reach is the same before, while and after."""

import re
from typing import Any

from doing import SCREAMS, Desk, Neighbour, code_on
from flask import Flask
from house.ways import Things, things_of, ways
from othertown import one_print
from sqlalchemy import select

from huskurage.core.access import Permission, Role, may
from huskurage.settings import Settings
from huskurage.store.engine import Database
from huskurage.store.houses import stairwells_of
from huskurage.store.places import Landlord

ONE_TIME = re.compile(rb'name="(?:csrf_token|ticket)" value="[^"]*"')
OF_A_PDF = re.compile(rb"/ID ?\[.*?\]|<xmp\w*:\w*ID>.*?</xmp\w*:\w*ID>|D:\d{14}[^)]*|T\d\d:\d\d:\d\d", re.DOTALL)
SEARCHES = ("", "?search=kyrkogatan", "?search=screams", "?search=concern", "?search=Kyrkogatan+4+A")


def in_bytes(answer: Any) -> tuple[int, bytes]:
    """An answer without what differs each time: form tokens, and the id and minute of a drawn PDF."""
    return answer.status_code, (OF_A_PDF if answer.mimetype == "application/pdf" else ONE_TIME).sub(b"", answer.data)


def all_that_bo_can_reach(app: Flask, bo: Desk, things: Things) -> dict[str, tuple[int, bytes]]:
    """Every page that his role opens, searches too, every public one of his house, and a refused order."""
    seen = {}
    for way in ways(app, things):
        his = isinstance(way.door, Permission) and may(Role.LANDLORD_STAFF, way.door)
        clocks = way.path.startswith("/staff/account")  # his own sessions, with their times
        if way.method == "GET" and (his or not way.staff) and not clocks:
            for search in SEARCHES if his and not way.path.endswith(".pdf") else ("",):
                seen[way.path + search] = in_bytes(bo.client.get(way.path + search))
    return seen | {"order": in_bytes(bo.press("/staff/prints/"))}


def test_nothing_that_bo_can_reach_tells_of_a_concern(
    app: Flask, settings: Settings, database: Database, neighbour: Neighbour,
    bo: Desk, asta: Desk, astrid: Desk,
) -> None:  # fmt: skip
    with database.writes() as session:
        landlord = session.scalars(select(Landlord).where(Landlord.slug == "lindbackahem")).one()
        one_print(session, landlord, session.scalars(stairwells_of(landlord.id)).all()[0], settings)
        session.commit()
        things = {**things_of(session, landlord.municipality_id, app, all_there=False), "tag": neighbour.tag}
    before = all_that_bo_can_reach(app, bo, things)
    assert {status for status, _ in before.values()} == {200, 303, 404, 422}  # 404: a calendar that nobody has
    assert len(before) > 25
    concerns = [neighbour.send(f"{SCREAMS} {number}", stated_house="poster") for number in range(3)]
    assert all_that_bo_can_reach(app, bo, things) == before
    for report in asta.reports():
        asta.press(f"{report}/read")
        asta.press(f"{report}/ask", text="Which floor?")
    for concern in concerns:
        neighbour.come_back(code_on(concern), text="The second", say="1")
    for report in asta.reports():
        astrid.press(f"{report}/read")
        assert astrid.press(f"{report}/close", reason="help_given").status_code == 303
    assert asta.reports() == []
    assert all_that_bo_can_reach(app, bo, things) == before
