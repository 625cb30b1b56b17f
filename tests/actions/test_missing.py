"""Somebody types a stairwell in which no poster hangs: found as an import would find it, and nothing else is kept."""

import pytest
from doing import dump
from hung import TODAY, lindbacka, stairwell
from othertown import found_other_town
from sqlalchemy import select
from sqlalchemy.orm import Session
from town import MORNING, Town

from huskurage.actions.housing import import_houses, read_list
from huskurage.actions.missing import say_missing, typed_house
from huskurage.settings import Settings
from huskurage.store.houses import Stairwell
from huskurage.store.places import Landlord

ELSEWHERE = "Gata;Nr;Uppgång;Postnummer;Ort\nKyrkogatan;10;;777 99;Söderby\nStorgatan;1;A;777 99;Söderby\n"


def said(session: Session, *typed: str, may: bool = True) -> set[str]:
    """What is marked after somebody typed street, number, entrance, postcode."""
    house = typed_house(*[*typed, "", "", ""][:4])
    say_missing(session, lindbacka(session).id, house, may=lambda _: may)
    return {one.address for one in session.scalars(select(Stairwell)) if one.said_missing}


@pytest.mark.parametrize(
    "typed",
    [
        ("Kyrkogatan", "4", "A"), ("kyrkogatan", "4", "a"), ("KYRKOGATAN", "04", " A "), ("Kyrkogatan", "4 A"),
        ("Kyrkogatan", "4A"), ("Kyrkogatan", "4", "uppgång A"), ("Kyrkogatan 4 A", ""), ("Kyrko gatan", "4", "A"),
        ("Kyrkogatan", "4", "A", "777 30"), ("Kyrkogatan", "4", "A", "77730"), ("Kyrkogatan", "4", "A", "SE-777 30"),
        ("Kyrkogatan 4 A, 777 30 Lindbacka", ""), ("Kyrkogatan", "4", "A", "vet inte"),
    ],
)  # fmt: skip
def test_it_is_found_however_it_is_written(session: Session, typed: tuple[str, ...]) -> None:
    assert said(session, *typed) == {"Kyrkogatan 4 A"}


def test_letters_with_rings_are_the_same_however_they_are_encoded(session: Session) -> None:
    assert said(session, "A\u030asva\u0308gen", "2") == {"Åsvägen 2"}


@pytest.mark.parametrize(
    "typed",
    [
        ("Kyrkogatan", "4"), ("Kyrkogatan", "4", "C"), ("Kyrkogatan", "5", "A"), ("Kyrkogatan", "4", "A", "111 11"),
        ("Kyrkogata%", "4", "A"), ("%", "%"), ("_yrkogatan", "4", "A"), ("Kyrkogatan", "1"), ("", ""),
    ],
)  # fmt: skip
def test_what_is_in_no_register_or_not_told_apart_marks_nothing(session: Session, typed: tuple[str, ...]) -> None:
    assert said(session, *typed) == set()


def test_a_house_with_one_entrance_needs_no_letter(session: Session) -> None:
    landlord = session.scalars(select(Landlord).where(Landlord.slug == "lindbackahem")).one()
    import_houses(
        session, landlord=landlord, reading=read_list(ELSEWHERE.encode(), "hus.csv"), account=None, now=MORNING
    )
    assert said(session, "Storgatan", "1") == {"Storgatan 1 A"}


def test_the_same_address_in_two_places_needs_the_postcode(session: Session) -> None:
    landlord = session.scalars(select(Landlord).where(Landlord.slug == "lindbackahem")).one()
    import_houses(
        session, landlord=landlord, reading=read_list(ELSEWHERE.encode(), "hus.csv"), account=None, now=MORNING
    )
    assert said(session, "Kyrkogatan", "10") == set()
    said(session, "Kyrkogatan", "10", "", "777 99")
    marked = [one for one in session.scalars(select(Stairwell)) if one.said_missing]
    assert [one.building.postcode for one in marked] == ["777 99"]


def test_only_the_mark_changes_and_who_is_flooded_is_not_heard(session: Session) -> None:
    before = dump(session)
    assert said(session, "Kyrkogatan", "4", "A", may=False) == set()
    assert dump(session) == before
    said(session, "Kyrkogatan", "4", "A")
    after = dump(session)
    assert {name for name in after if after[name] != before[name]} == {"stairwells"}
    changed = [
        sum(old != new for old, new in zip(one, other, strict=True))
        for one, other in zip(before["stairwells"], after["stairwells"], strict=True)
    ]
    assert sum(changed) == 1


def test_a_sold_house_and_another_municipalitys_are_not_marked(
    session: Session, town: Town, settings: Settings
) -> None:
    found_other_town(session, settings)
    assert said(session, "Bangatan", "7", "A") == set()
    stairwell(session, town.tags["Kyrkogatan 10"]).retired_on = TODAY
    session.flush()
    assert said(session, "Kyrkogatan", "10") == set()


def test_what_was_typed_is_not_in_the_words_of_the_program() -> None:
    assert "Kyrkogatan" not in repr(typed_house("Kyrkogatan", "4", "A", ""))
