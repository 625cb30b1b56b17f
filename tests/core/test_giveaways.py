"""Giveaways: what points at the writer is found in three languages, and no text makes the search slow."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huskurage.core.giveaways import GiveawayKind, giveaways

PHONE, PERSONAL = GiveawayKind.PHONE, GiveawayKind.PERSONAL_NUMBER
EMAIL, HOME = GiveawayKind.EMAIL, GiveawayKind.WHERE_I_LIVE


def pointed_at(text: str) -> list[tuple[GiveawayKind, str]]:
    return [(found.kind, text[found.start : found.end]) for found in giveaways(text)]


@pytest.mark.parametrize(
    "number",
    [
        "070-174 06 05",
        "0701740605",
        "070 174 06 05",
        "070.174.06.05",
        "070/174 06 05",
        "0 7 0 1 7 4 0 6 0 5",
        "08-465 004 10",
        "+46 70 174 06 05",
        "+46 (0)70-174 06 05",
        "0046701740605",
        "46701740605",
        "070\u2011174\u00a006\u00a005",
        "\u0660\u0667\u0660-\u0661\u0667\u0664 \u0660\u0666 \u0660\u0665",  # Arabic-Indic
        "\u06f0\u06f7\u06f0\u06f1\u06f7\u06f4\u06f0\u06f6\u06f0\u06f5",  # Persian
        "\uff10\uff17\uff10\uff11\uff17\uff14\uff10\uff16\uff10\uff15",  # full width
        "070\u200e-\u200e174\u200e0605",  # with direction marks inside
    ],
)
def test_phone_numbers_are_found_in_any_writing(number: str) -> None:
    assert pointed_at(f"Ring mig på {number}, tack") == [(PHONE, number)]


def test_a_phone_number_is_found_behind_another_number() -> None:
    assert pointed_at("lgh 1201 070-174 06 05 12 gånger") == [(PHONE, "070-174 06 05")]


@pytest.mark.parametrize(
    "harmless",
    [
        "Det hände 2026-11-22 kl 22.15, igen 23-11-2026.",
        "Mellan 02.30-04.15 och 22-06 skriker någon.",
        "01.02.2026 och 01-02-2026",
        "Jag ringde 112 och 114 14, sedan 020-50 50 50.",
        "Kyrkogatan 4 A, 77730 Smedjebacken, vån 3",
        "Det kostar 1 000 000 kr.",
    ],
)
def test_times_dates_and_helplines_are_left_alone(harmless: str) -> None:
    assert pointed_at(harmless) == []


@pytest.mark.parametrize(
    "number",
    [
        "811218-9876",
        "19811218-9876",
        "8112189876",
        "198112189876",
        "19811218 9876",
        "811218+9876",
        "811278-9873",  # a coordination number: 60 added to the day
        "811218-0000",  # the shape alone is enough when it is written with its sign
        "\u0668\u0661\u0661\u0662\u0661\u0668-\u0669\u0668\u0667\u0666",
    ],
)
def test_personal_numbers_are_found_with_and_without_sign(number: str) -> None:
    assert pointed_at(f"Hennes nummer är {number}.") == [(PERSONAL, number)]


@pytest.mark.parametrize("number", ["8112189875", "811318-9876", "811232-9876", "812218-98765"])
def test_numbers_that_no_person_has_are_not_personal(number: str) -> None:
    assert PERSONAL not in {kind for kind, _ in pointed_at(number)}


@pytest.mark.parametrize(
    "address", ["cleo@example.se", "cleo.a+b@mail.example.com", "åsa@exämple.se", "0701740605@example.se"]
)
def test_email_addresses_are_found_whole(address: str) -> None:
    assert pointed_at(f"Skriv till {address}!") == [(EMAIL, address)]


@pytest.mark.parametrize("harmless", ["@home", "a@b", "@@@@", "3 st @ 5 kr", "@example.se"])
def test_a_lone_at_sign_is_no_address(harmless: str) -> None:
    assert pointed_at(harmless) == []


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("Jag bor ovanför dem.", "bor ovanför"),
        ("JAG BOR RAKT UNDER", "BOR RAKT UNDER"),
        ("vi bor vägg i vägg", "bor vägg i vägg"),
        ("Vi bor mitt emot dem", "bor mitt emot"),
        ("Jag bor mittemot", "bor mittemot"),
        ("jag bor bredvid", "bor bredvid"),
        ("Jag bor en trappa upp", "bor en trappa upp"),
        ("Jag är granne till dem", "granne till"),
        ("Det är i lägenheten ovanför oss", "ovanför oss"),
        ("jag bor ovanfo\u0308r dem", "bor ovanfo\u0308r"),  # ö in two characters
        ("I live below them", "live below"),
        ("We live right next door", "live right next door"),
        ("I am living across the hall", "living across"),
        ("the flat above me", "above me"),
        ("my upstairs neighbour", "my upstairs neighbour"),
        ("أسكن فوق العائلة", "أسكن فوق"),
        ("اسكن تحتهم", "اسكن تحتهم"),
        ("نحن نسكن بجانبهم", "نسكن بجانبهم"),
        ("أَسْكُنُ مُقَابِلَ البيت", "أَسْكُنُ مُقَابِلَ"),
        ("الشقة فوقي", "فوقي"),
        ("أنا جارهم", "أنا جارهم"),
    ],
)
def test_saying_where_one_lives_is_pointed_out(sentence: str, phrase: str) -> None:
    assert pointed_at(sentence) == [(HOME, phrase)]


@pytest.mark.parametrize(
    "harmless",
    [
        "Hon bor under hot.",
        "De bor under samma tak.",
        "Jag hör skrik varje natt.",
        "They live in fear.",
        "أسمع صراخا كل ليلة",
    ],
)
def test_other_sentences_are_left_alone(harmless: str) -> None:
    assert pointed_at(harmless) == []


def test_several_giveaways_come_in_the_order_of_the_text() -> None:
    text = "Jag bor under dem, ring 070-174 06 05 eller cleo@example.se (811218-9876)"
    assert [kind for kind, _ in pointed_at(text)] == [HOME, PHONE, EMAIL, PERSONAL]


FRAGMENTS = [
    "0",
    "1 ",
    "07",
    "0-",
    "+",
    "(0)",
    "00 ",
    "a@",
    "@a.",
    "a.",
    "@",
    "bor ",
    "bor precis ",
    "under ",
    " ",
]
FRAGMENTS += [
    "live right ",
    "next ",
    "أسكن ",
    "و",
    "\u0301",
    "\u0640",
    "\u200f",
    "811218-",
    "\ud800",
    "\x00",
    "\u0660",
    "-",
]


def slowest(text: str) -> float:
    started = time.thread_time()
    giveaways(text)
    return time.thread_time() - started


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_ten_times_the_text_takes_about_ten_times_the_work(fragment: str) -> None:
    short, long = (fragment * 4000)[:4000], (fragment * 40000)[:40000]
    assert min(slowest(long) for _ in range(3)) < 30 * min(slowest(short) for _ in range(3)) + 0.01


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.characters(), max_size=40), st.integers(1, 400))
def test_any_text_is_searched_and_its_giveaways_lie_apart(parts: list[str], times: int) -> None:
    text = ("".join(parts) * times)[:4000]
    found = giveaways(text)
    ends = [0, *(each.end for each in found)]
    assert all(ends[place] <= each.start < each.end <= len(text) for place, each in enumerate(found))
