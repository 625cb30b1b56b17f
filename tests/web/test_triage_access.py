"""Who may open reports: those who hold an opening; for everybody else a report looks like no report."""

import re
from typing import Any

import pytest
from doing import Desk, Neighbour
from flask import Flask
from sqlalchemy.orm import Session
from town import CHEAP, PEPPER, Clock, Person, Town

from huskurage.actions.keys import make_account
from huskurage.core.access import GRANTS, Permission, Role
from huskurage.store.places import Municipality, only_municipality

NO_SUCH = "0" * 32
VERBS: dict[str, dict[str, str]] = {
    "read": {}, "take": {}, "release": {}, "note": {"text": "x"}, "ask": {"text": "x"},
    "close": {"reason": "help_given"}, "assign": {"to": "1"}, "give-back": {}, "assess": {"decision": "made"},
    "mute": {}, "unmute": {}, "propose": {"text": "x"}, "agree": {}, "refuse": {}, "quarantine": {}, "seen": {},
    "link": {"kind": "same", "other": NO_SUCH},
}  # fmt: skip


@pytest.fixture
def report(neighbour: Neighbour, asta: Desk) -> str:
    neighbour.send()
    return asta.reports()[0]


def hire(session: Session, login: str, municipality: Municipality) -> Person:
    """A coordinator who holds no opening."""
    made = make_account(
        session, login=login, name=login.title(), role=Role.COORDINATOR, municipality=municipality, landlord=None,
        passphrase="nils dricker kaffe 71", pepper=PEPPER, language="en", cost=CHEAP,
    )  # fmt: skip
    session.commit()
    return Person(login, "nils dricker kaffe 71", made.totp_secret, made.recovery_codes)


@pytest.fixture
def nils(session: Session) -> Person:
    """A coordinator of this municipality without an opening."""
    municipality = only_municipality(session)
    assert municipality is not None
    return hire(session, "nils", municipality)


@pytest.fixture
def olga(session: Session) -> Person:
    """A coordinator of another municipality."""
    other = Municipality(
        slug="annan", name="Annan kommun", exit_address="https://w.example/", mandated_form="https://m.example/"
    )
    session.add(other)
    session.flush()
    return hire(session, "olga", other)


def as_bytes(answer: Any) -> str:
    return re.sub(r'name="csrf_token" value="[^"]*"', "", answer.get_data(as_text=True))


def assert_sees_nothing(desk: Desk, report: str, status: int) -> None:
    missing = f"/staff/reports/{NO_SUCH}"
    pairs = [
        (desk.client.get(f"{report}{page}"), desk.client.get(f"{missing}{page}")) for page in ("", "/ask", "/link")
    ]
    pairs += [(desk.press(f"{report}/{verb}", **f), desk.press(f"{missing}/{verb}", **f)) for verb, f in VERBS.items()]
    for there, nowhere in pairs:
        assert there.status_code == nowhere.status_code == status
        assert as_bytes(there) == as_bytes(nowhere)


@pytest.mark.parametrize("who", ["nils", "olga"])
def test_a_coordinator_without_an_opening_sees_no_report(
    report: str, app: Flask, clock: Clock, request: pytest.FixtureRequest, who: str
) -> None:
    desk = Desk(app, request.getfixturevalue(who), clock)
    assert desk.reports() == []
    assert desk.reports("/staff/closed/") == desk.reports("/staff/quarantine/") == []
    assert_sees_nothing(desk, report, 404)


@pytest.mark.parametrize("who", ["bo", "cleo", "adam"])
def test_landlords_and_the_administrator_never_open_a_report(
    report: str, request: pytest.FixtureRequest, who: str
) -> None:
    desk: Desk = request.getfixturevalue(who)
    assert_sees_nothing(desk, report, 404)
    for path in ("/staff/inbox/", "/staff/closed/", "/staff/quarantine/"):
        assert desk.status(path) == 404


def test_astrid_can_open_and_do_what_asta_can(report: str, asta: Desk, astrid: Desk) -> None:
    assert asta.press(f"{report}/read").status_code == astrid.press(f"{report}/read").status_code == 200
    assert astrid.press(f"{report}/ask", text="Which floor?").status_code == 303
    assert asta.press(f"{report}/ask", text="And when?").status_code == 303


def test_odd_numbers_are_no_report(asta: Desk) -> None:
    for number in ("x", "%00" * 4, NO_SUCH[:-1], NO_SUCH + "0", "0" * 5000, "%ED%A0%80", "../inbox", "'--"):
        assert asta.client.get(f"/staff/reports/{number}").status_code == 404, number
        assert asta.press(f"/staff/reports/{number}/read").status_code == 404, number


def test_another_municipalitys_administrator_sees_its_own_openings_only(
    adam: Desk, app: Flask, olga: Person, clock: Clock
) -> None:
    assert "Asta" in adam.see("/staff/openings/")
    assert "Asta" not in Desk(app, olga, clock).see("/staff/openings/")


def test_who_can_open_what_names_the_keyholders_and_the_kit(adam: Desk, town: Town) -> None:
    page = adam.see("/staff/openings/")
    assert all(name in page for name in ("Asta", "Astrid", "Recovery kit"))
    assert town.kit_code not in page


def test_every_permission_of_a_report_is_the_coordinators_alone() -> None:
    holders = {role for role, held in GRANTS.items() if held & {Permission.REPORT_READ, Permission.REPORT_WRITE}}
    assert holders == {Role.COORDINATOR}
