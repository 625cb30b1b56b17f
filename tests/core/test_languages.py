"""Languages: the product's list, codes that Babel knows, and a browser's wishes read without trust."""

import time

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from huskurage.core.languages import LANGUAGES, STAFF_LANGUAGES, language, preferred

ALL = tuple(each.tag for each in LANGUAGES)


def test_languages_come_in_the_products_order() -> None:
    assert " ".join(ALL) == "sv sv-simple en fi ar so fa prs ti ckb kmr bs pl tr es ru uk"


def test_languages_have_codes_that_babel_keeps() -> None:
    for each in LANGUAGES:
        assert str(Locale.parse(each.babel)) == each.babel


def test_languages_run_the_way_babel_says() -> None:
    for each in LANGUAGES:
        assert each.direction == ("rtl" if Locale.parse(each.babel).text_direction == "rtl" else "ltr"), each.tag
        assert (each.direction == "rtl") == (each.script == "Arab")


def test_languages_have_names_of_their_own() -> None:
    assert len({each.own_name for each in LANGUAGES}) == len(LANGUAGES)


def test_languages_claim_no_native_reader_yet() -> None:
    assert {each.reviewed_on for each in LANGUAGES} == {None}


def test_staff_languages_are_in_the_list() -> None:
    assert all(language(tag) for tag in STAFF_LANGUAGES)


@pytest.mark.parametrize("tag", ["", "SV", "da", "sv-SE", "../sv"])
def test_language_knows_only_exact_tags(tag: str) -> None:
    assert language(tag) is None


def test_html_lang_calls_easy_swedish_swedish() -> None:
    assert [each.html_lang for each in LANGUAGES][:3] == ["sv", "sv", "en"]


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        ("", "sv"),
        ("ar", "ar"),
        ("ar-SY,ar;q=0.9,en;q=0.8", "ar"),
        ("AR-eg", "ar"),
        ("en-GB,en;q=0.9,sv;q=0.8", "en"),
        ("sv-SE,sv;q=0.9,ar;q=0.8", "sv"),
        ("en;q=0.3, so;q=0.7", "so"),
        ("en ; q = 0.3 , so;q=0.7", "so"),
        ("en;q=.3,so", "so"),
        ("en;q=0, so;q=0.001", "so"),
        ("tl, th;q=0.9", "sv"),
        ("tl, th;q=0.9, en;q=0.1", "en"),
        ("*", "sv"),
        ("*;q=0.5, fi", "fi"),
        ("sr", "bs"),
        ("sr-Cyrl-RS", "bs"),
        ("hr-HR", "bs"),
        ("sh", "bs"),
        ("fa-AF", "prs"),
        ("fa_AF", "prs"),
        ("fa-IR", "fa"),
        ("prs", "prs"),
        ("ku", "kmr"),
        ("kmr-TR", "kmr"),
        ("ku-TR", "kmr"),
        ("ckb", "ckb"),
        ("ckb-IR", "ckb"),
        ("ku-Arab", "ckb"),
        ("ku-Arab-IQ", "ckb"),
        ("ku-IQ", "ckb"),
        ("ku-Latn-IQ", "kmr"),
        ("no", "sv"),
        ("nb-NO,en;q=0.9", "sv"),
        ("nn", "sv"),
        ("da-DK,en;q=0.5", "sv"),
        ("sv-simple", "sv-simple"),
        ("es-419", "es"),
        ("uk-UA,ru;q=0.9", "uk"),
    ],
)
def test_preferred_finds_the_language_a_browser_means(header: str, tag: str) -> None:
    assert preferred(header, ALL) == tag


def test_preferred_offers_only_what_is_complete() -> None:
    offered = ("sv", "en", "fa")
    assert preferred("ar,en;q=0.5", offered) == "en"
    assert preferred("prs", offered) == "fa"
    assert preferred("sv-simple,en;q=0.9", offered) == "sv"
    assert preferred("ar", offered, default="en") == "en"


@pytest.mark.parametrize(
    "junk",
    [
        ";;;,,,",
        "en;q=2",
        "en;q=nan",
        "en;q=-1",
        "en;q=1.5,ar;q=1e9",
        "en;q=\u0660.\u0665",
        "en-",
        "-",
        "sv\x00",
        "\ud800",
        "e" * 9,
        "ar ar",
        "en;level=1",
    ],
)
def test_preferred_falls_back_on_malformed_wishes(junk: str) -> None:
    assert preferred(junk, ALL) == "sv"
    assert preferred(junk + ",fi;q=0.1", ALL) == "fi"


def test_preferred_stops_reading_a_huge_header() -> None:
    assert preferred("tl," * 31 + "ar", ALL) == "ar"
    assert preferred("tl," * 32 + "ar", ALL) == "sv"
    assert preferred(" " * 1000 + "ar", ALL) == "sv"


def test_preferred_costs_little_whatever_is_sent() -> None:
    started = time.perf_counter()
    for junk in (
        "a-" * 500_000,
        "," * 1_000_000,
        "en;q=" + "0" * 1_000_000,
        "\t" * 1_000_000,
        "aa,;q=" * 200_000,
    ):
        preferred(junk, ALL)
    assert time.perf_counter() - started < 0.1


@given(st.text() | st.text(alphabet="svarku-_;q=0.1,* "), st.lists(st.sampled_from(ALL)))
def test_preferred_always_answers_with_an_offered_tag_or_the_default(header: str, offered: list[str]) -> None:
    assert preferred(header, offered) in {*offered, "sv"}
