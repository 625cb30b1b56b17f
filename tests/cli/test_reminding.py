"""Reminders from end to end: the jobs order and deliver them, and the letter is the one that everybody gets."""

import re
from datetime import timedelta

import pytest
from doing import Desk, Neighbour
from flask import Flask
from town import Clock, Town

from huskurage.cli.jobs import run_due
from huskurage.mail import MemoryPost
from huskurage.web.site import EXTENSION, Site

OWN = re.compile(rb"^(Date|Message-ID|To): [^\r]*\r\n", re.MULTILINE)


@pytest.fixture
def site(app: Flask, town: Town) -> Site:
    del town
    made: Site = app.extensions[EXTENSION]
    return made


def went_out(site: Site, clock: Clock, hours: float) -> list[str]:
    """Run the jobs every quarter of an hour for so long; to whom letters went."""
    assert isinstance(site.post, MemoryPost)
    before = len(site.post.sent)
    for _ in range(int(hours * 4)):
        clock.move(minutes=15)
        assert run_due(site) == ()
    return [one.recipient.partition("@")[0] for one in list(site.post.sent)[before:]]


def plan(desk: Desk, clock: Clock, days: int) -> None:
    due = clock().date() + timedelta(days=days)
    page = desk.see("/staff/plan/")
    owner = re.search(r'<option value="(\d+)" selected', page)
    assert owner is not None
    typed = {"kind": "campaign", "what": "Canary", "owner": owner[1], "due": due.isoformat()}
    assert desk.press("/staff/plan/", **typed).status_code == 303


def test_bo_gets_one_letter_before_and_one_when_it_is_late(app: Flask, town: Town, site: Site, clock: Clock) -> None:
    plan(Desk(app, town.bo, clock), clock, 8)
    assert went_out(site, clock, 6) == []
    assert went_out(site, clock, 24) == ["bo"]
    assert went_out(site, clock, 24 * 7) == []
    assert went_out(site, clock, 24) == ["bo"]
    assert went_out(site, clock, 48) == []


def test_a_letter_about_a_plan_is_the_same_as_one_about_a_concern(
    app: Flask, town: Town, site: Site, clock: Clock
) -> None:
    plan(Desk(app, town.bo, clock), clock, 1)
    Neighbour(app, clock, town.tags["Kyrkogatan 4 A"]).send()
    assert sorted(set(went_out(site, clock, 6))) == ["asta", "astrid", "bo"]
    assert isinstance(site.post, MemoryPost)
    assert len({OWN.sub(b"", one.content) for one in site.post.sent}) == 1
    assert not any(b"Canary" in one.content for one in site.post.sent)


def test_letters_to_landlord_staff_are_the_same_with_and_without_concerns(
    app: Flask, town: Town, site: Site, clock: Clock
) -> None:
    plan(Desk(app, town.bo, clock), clock, 3)
    neighbour = Neighbour(app, clock, town.tags["Kyrkogatan 4 A"])
    for number in range(3):
        neighbour.send(f"Screams {number}", stated_house="poster")
    told = went_out(site, clock, 72)
    assert told.count("bo") == 1
    assert "cleo" not in told


def test_who_is_done_before_the_letter_leaves_gets_none(app: Flask, town: Town, site: Site, clock: Clock) -> None:
    bo = Desk(app, town.bo, clock)
    plan(bo, clock, 2)
    assert run_due(site) == ()
    done = {"done": clock().date().isoformat(), "evidence": "All hang"}
    number = re.findall(r'href="(/staff/plan/\d+)"', bo.see("/staff/plan/"))[0]
    assert bo.press(f"{number}/done", **done).status_code == 303
    assert went_out(site, clock, 3) == []
