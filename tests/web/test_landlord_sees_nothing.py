"""The landlord never learns that a report exists: all that Bo can reach is the same before, while and after."""

import re

from doing import SCREAMS, Desk, Neighbour, code_on
from flask import Flask
from house.ways import enter, things_of, ways
from othertown import one_print
from sqlalchemy import select
from town import Clock, Town

from huskurage.core.access import Permission, Role, may
from huskurage.settings import Settings
from huskurage.store.engine import Database
from huskurage.store.places import Landlord, stairwells_of

ONE_TIME = re.compile(r'name="(?:csrf_token|ticket)" value="[^"]*"')
OF_A_PDF = re.compile(rb"uuid:[0-9a-f-]+|/ID ?\[[^]]*\]|<xmp:\w+Date>[^<]*|D:\d{14}[^)]*|/ID\([^)]*\)")
SEARCHES = ("", "?search=kyrkogatan", "?search=screams", "?search=concern", "?search=Kyrkogatan+4+A")


def all_that_bo_can_reach(app: Flask, town: Town, clock: Clock, settings: Settings, database: Database) -> dict[str, object]:
    """Every page that Bo's role opens, and every public one of his house, in bytes but for one-time values."""
    client, token = enter(app, town.bo, clock)
    with database.reads() as session:
        things = things_of(session, 1, app)
    things = {**things, "tag": town.tags["Kyrkogatan 4 A"]}
    seen: dict[str, object] = {}
    for way in ways(app, things):
        his = isinstance(way.door, Permission) and may(Role.LANDLORD_STAFF, way.door)
        if way.method == "GET" and (his or not way.staff):
            for search in SEARCHES if his else ("",):
                answer = client.get(way.path + search)
                body = OF_A_PDF.sub(b"", answer.get_data()) if answer.mimetype == "application/pdf" else answer.get_data()
                seen[way.path + search] = (answer.status_code, ONE_TIME.sub("", body.decode("utf-8", "replace")))
    refused = client.post("/staff/prints/", data={"csrf_token": token})
    seen["an empty order"] = (refused.status_code, ONE_TIME.sub("", refused.get_data(as_text=True)))
    return seen
