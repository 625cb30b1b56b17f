"""Who may do what: the one table, and the walls it must never lose."""

import pytest

from huskurage.core.access import GRANTS, Permission, Role, may

REPORTS = {Permission.REPORT_READ, Permission.REPORT_WRITE}
HOUSES = {Permission.HOUSE_READ, Permission.POSTER_PRINT}


def holders(permission: Permission) -> set[Role]:
    return {role for role in Role if may(role, permission)}


def test_every_role_has_a_row_and_every_permission_a_holder() -> None:
    assert set(GRANTS) == set(Role)
    assert set().union(*GRANTS.values()) == set(Permission)


@pytest.mark.parametrize("permission", [Permission.REPORT_READ, Permission.REPORT_WRITE])
def test_reports_are_the_coordinators_alone(permission: Permission) -> None:
    assert holders(permission) == {Role.COORDINATOR}


@pytest.mark.parametrize("permission", [Permission.HOUSE_READ, Permission.POSTER_PRINT])
def test_houses_are_the_landlords_alone(permission: Permission) -> None:
    assert holders(permission) == {Role.LANDLORD_STAFF}


def test_who_can_open_what_is_for_the_municipality_to_see_and_not_for_landlords() -> None:
    assert holders(Permission.OPENING_LIST) == {Role.COORDINATOR, Role.ADMINISTRATOR}


def test_no_role_holds_both_reports_and_houses() -> None:
    assert not any(held & REPORTS and held & HOUSES for held in GRANTS.values())


def test_everybody_has_their_own_account() -> None:
    assert holders(Permission.ACCOUNT_OWN) == set(Role)


def test_a_permission_is_named_for_its_thing_and_its_deed() -> None:
    for permission in Permission:
        thing, deed = permission.value.split(":")
        assert permission.name == f"{thing}_{deed}".upper()
