"""The landlord never learns that a report exists: all that Bo can reach is the same before, while and after."""

import re
from typing import Any

from campaigning import an_event
from doing import SCREAMS, Desk, Neighbour, code_on
from flask import Flask
from house.landlords import of_everything, things_of_landlord
from house.ways import Things, things_of, ways
from hung import TODAY, printed, stairwell
from town import BOS_HOUSES
from uploads import read_in

from huskurage.core.access import Permission, Role, may
from huskurage.settings import Settings
from huskurage.store.engine import Database

ONE_TIME = re.compile(rb'name="(?:csrf_token|ticket)" value="[^"]*"|DTSTAMP:\d{8}T\d{6}Z')
OF_A_PDF = re.compile(rb"/ID ?\[.*?\]|<xmp\w*:\w*ID>.*?</xmp\w*:\w*ID>|D:\d{14}[^)]*|T\d\d:\d\d:\d\d", re.DOTALL)
SEARCHES = ("", "?search=kyrkogatan", "?search=screams", "?search=concern", "?search=Kyrkogatan+4+A")


def in_bytes(answer: Any) -> tuple[int, bytes]:
    """An answer without what differs each time: form tokens, a calendar file's minute, a PDF's id and minute."""
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
    for listed in ("/staff/rounds/list?state=missing", "/staff/houses/?poster=missing", "/staff/prints/new?all=1"):
        seen[listed] = in_bytes(bo.client.get(listed))
    exported = bo.press("/staff/houses/export/", format="csv")
    return seen | {"order": in_bytes(bo.press("/staff/prints/")), "export": in_bytes(exported)}


def test_nothing_that_bo_can_reach_tells_of_a_concern(
    app: Flask, settings: Settings, database: Database, neighbour: Neighbour,
    bo: Desk, asta: Desk, astrid: Desk,
) -> None:  # fmt: skip
    listed = read_in(bo, BOS_HOUSES.encode()).rstrip("/").rpartition("/")[2]
    with database.writes() as session:
        landlord = of_everything(session, "lindbackahem", settings, neighbour.clock())
        printed(session, neighbour.tag, up_on=TODAY)
        stairwell(session, neighbour.tag).said_missing = True
        an_event(session, landlord.municipality_id)
        session.commit()
        his = things_of_landlord(session, landlord.id, app, listed)
        things = {**things_of(session, landlord.municipality_id, app, all_there=False), **his, "tag": neighbour.tag}
    before = all_that_bo_can_reach(app, bo, things)
    missing = {path.partition("?")[0] for path, (status, _) in before.items() if status == 404}
    assert all("/calendar/" in path or "/join" in path for path in missing), missing  # links that nobody has
    assert {status for status, _ in before.values()} == {200, 303, 404, 422}
    assert len(before) > 60
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
