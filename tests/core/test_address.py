"""Swedish addresses are taken apart, recognised again and walked past in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huskurage.core.address import house_key, part_address, tidy_city, walking_order
from huskurage.core.houses import HouseRow


def house(street: str, number: str = "1", entrance: str = "", postcode: str = "") -> HouseRow:
    return HouseRow(2, "", "", street, number, entrance, postcode, "", None)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Kyrkogatan 4", ("Kyrkogatan", "4", "")),
        ("Kyrkogatan 4 A", ("Kyrkogatan", "4", "A")),
        ("Storgatan 12B", ("Storgatan", "12", "B")),
        ("storgatan 12b", ("storgatan", "12", "B")),
        ("Storgatan12B", ("Storgatan", "12", "B")),
        ("Kyrkogatan 4-6", ("Kyrkogatan", "4-6", "")),
        ("Kyrkogatan 4 \N{EN DASH} 6", ("Kyrkogatan", "4-6", "")),
        ("Kyrkogatan 4 A-C", ("Kyrkogatan", "4", "A-C")),
        ("Kyrkogatan 4, uppgång b", ("Kyrkogatan", "4", "B")),
        ("Södra Järnvägsgatan 04", ("Södra Järnvägsgatan", "4", "")),
        ("S:t Eriks g. 7", ("S:t Eriks g.", "7", "")),
        ("17:e Oktobergatan 3", ("17:e Oktobergatan", "3", "")),
    ],
)
def test_street_cell_is_taken_apart(text: str, parts: tuple[str, str, str]) -> None:
    found = part_address(text)
    assert (found.street, found.number, found.entrance) == parts


@pytest.mark.parametrize(
    ("city", "tidy"),
    [
        ("LINDBACKA", "Lindbacka"),
        ("ÖSTRA ÅSGÅRDEN", "Östra Åsgården"),
        ("UPPLANDS-BRO", "Upplands-Bro"),
        ("MALUNG I DALARNA", "Malung i Dalarna"),
        ("Å", "Å"),
        ("Lindbacka", "Lindbacka"),
    ],
)
def test_city_in_capitals_is_calmed(city: str, tidy: str) -> None:
    assert tidy_city(city) == tidy


def test_walking_order_is_swedish_and_counts() -> None:
    right = [
        "Adolfsgatan",
        "Torggatan",
        "Vasagatan",
        "Wallinsgatan",
        "Zornvägen",
        "Åsgatan",
        "Ängsvägen",
        "Östergatan",
    ]
    assert sorted(map(house, reversed(right)), key=walking_order) == [house(street) for street in right]
    doors = [
        house("Åsgatan", "2"),
        house("Åsgatan", "4", "B"),
        house("Åsgatan", "4-6"),
        house("Åsgatan", "10", "2"),
        house("Åsgatan", "10", "10"),
        house("Åsgatan", "10", "A"),
    ]
    jumbled = doors[3:] + doors[:3]
    assert sorted(jumbled, key=walking_order) == doors


@given(st.text(max_size=20), st.text(max_size=6), st.text(max_size=4))
def test_key_sees_no_case_or_space_and_order_never_fails(street: str, number: str, entrance: str) -> None:
    plain = house(street, number, entrance)
    assert house_key(plain) == house_key(house(f"  {street.casefold()} ", number + " ", entrance))
    assert sorted([plain, house("Åsgatan", "4")], key=walking_order)
