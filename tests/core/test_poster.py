"""The poster: what hangs in Kyrkogatan 4 A says so, leads there, and says nothing that was not asked for."""

import re
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest
from prints import DAY, POSTERS, picture, text_of
from reading import by_opencv, by_zxing
from sheets import HOST, WORDS, sheet

from huskurage.core.designs import read_design
from huskurage.core.plates import glued_address
from huskurage.core.poster import draw
from huskurage.core.proof import count_pages, prove
from huskurage.core.qr import print_url
from huskurage.core.sheet import Sheet

OTHERS = ("en", "ar", "uk", "ti")


def drawn(*sheets: Sheet) -> bytes:
    return draw(sheets, posters_dir=POSTERS, made_on=DAY)


@cache
def drawn_in(languages: int) -> bytes:
    return drawn(sheet(*OTHERS[: languages - 1]))


@pytest.mark.parametrize("languages", [1, 2, 3, 4, 5])
def test_poster_is_one_page_with_a_code_that_leads_home(languages: int) -> None:
    prove(drawn_in(languages), [print_url(f"https://{HOST}", "K7MX4PD")])


def test_estate_of_twelve_leads_each_stairwell_to_itself() -> None:
    house = [sheet("en", "ar", address=f"Kyrkogatan {n} B", tag=f"K7MX4{n}") for n in range(20, 32)]
    pdf = drawn(*house)
    prove(pdf, [stairwell.url for stairwell in house], share=1.0)
    for page, stairwell in enumerate(house):
        assert f"Du är på {stairwell.street_address}, Lindbacka" in text_of(pdf, page)
        image = picture(pdf, page)
        assert by_opencv(image) == stairwell.url
        assert by_zxing(image) == (stairwell.url,)


def test_a_code_that_opencvs_first_finder_loses_is_read_by_both_readers() -> None:
    stairwell = replace(sheet("en", "ar", tag="R6BTFB2"), url=f"HTTP://{HOST.upper()}/R6BTFB2")
    image = picture(drawn(stairwell))
    assert by_opencv(image) == stairwell.url
    assert by_zxing(image) == (stairwell.url,)


def test_112_stands_before_everything_else() -> None:
    said = text_of(drawn_in(2))
    order = ["Ring 112 först", "Du är på", "Hör du något", "Knacka på", "Call 112 first", "Knock on"]
    assert [said.index(words) for words in order] == sorted(said.index(words) for words in order)


def test_numbers_stand_on_it_as_values() -> None:
    said = text_of(drawn_in(3))
    for label, number in sheet().numbers:
        assert label in said
        assert number in said
    assert "calm · 2 · 2026-11" in said


def test_file_names_nothing_and_says_that_it_is_accessible() -> None:
    pdf = drawn_in(4)
    assert b"<pdfuaid:part>1<" in pdf
    assert b'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Information till boende<' in pdf
    assert not re.search(rb"huskurage|polis|112", re.sub(rb"stream\n.*?\nendstream", b"", pdf, flags=re.DOTALL))


def test_numbers_stay_whole_and_left_to_right_in_arabic() -> None:
    said = text_of(drawn(sheet("ar")))
    assert said.count("114 14") == 3
    assert "08-465 004 10" in said
    assert "020-50 50 50" in said


def test_same_input_gives_the_same_bytes_and_another_day_others() -> None:
    first = drawn_in(3)
    assert drawn(sheet(*OTHERS[:2])) == first
    assert draw([sheet(*OTHERS[:2])], posters_dir=POSTERS, made_on=date(2026, 11, 23)) != first


@pytest.mark.parametrize(
    "address",
    ['#read("/etc/passwd")', r'\" + "x" $a$ `b` *c* _d_', "<a> @b // c [d] {e}", "#{panic()}", "Ring 112", "((1 0 R"],
)
def test_hostile_address_is_printed_as_it_stands(address: str) -> None:
    said = text_of(drawn(sheet(address=address)))
    assert f"på {address}, Lindbacka".replace(" ", "") in said.replace(" ", "")  # it may turn at a slash


@pytest.mark.parametrize("address", ["Kontraktsprostinnegatan 124 B", "Norra Kungsbäcksvägen 8 C-D"])
def test_long_street_name_fits(address: str) -> None:
    assert address in text_of(drawn(sheet("en", "ar", "ti", address=address)))


def test_type_is_larger_where_there_is_less_to_say() -> None:
    heights = [np.flatnonzero(red_rows(picture(drawn_in(languages)))).size for languages in (1, 3, 5)]
    assert heights[0] > 1.3 * max(heights[1:])


def red_rows(image: np.ndarray) -> np.ndarray:
    alarm = (np.abs(image.astype(int) - (155, 28, 28)).sum(axis=2) < 20).mean(axis=1)
    return alarm > 0.3


def test_progress_tells_how_many_are_drawn_and_may_stop_it() -> None:
    heard: list[tuple[int, int]] = []
    pdf = draw([sheet()] * 130, posters_dir=POSTERS, made_on=DAY, progress=lambda *step: heard.append(step))
    assert count_pages(pdf) == 130
    assert heard == [(0, 130), (125, 130), (130, 130)]

    def enough(done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draw([sheet()] * 2, posters_dir=POSTERS, made_on=DAY, progress=enough)


def test_design_says_what_it_can() -> None:
    calm = read_design(POSTERS, "calm")
    assert set(calm.formats) == {"a4", "a3", "a5", "screen", "stickers", "letter"}
    assert calm.form("a3").languages >= 8
    assert calm.form("a4").languages >= 4
    assert calm.max_languages == calm.form("a4").languages


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("Kyrkogatan 4 A", "Kyrkogatan~4~A"),
        ("Norra Storgatan 12", "Norra Storgatan~12"),
        ("Torget", "Torget"),
    ],
)
def test_address_keeps_its_number(address: str, kept: str) -> None:
    assert glued_address(address) == kept.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("text", "ground"),
    [("ink", "lamp"), ("glow", "alarm"), ("white", "deep"), ("white", "alarm"), ("soft", "white"), ("deep", "white"),
     ("alarm", "white"), ("ink", "white")],
)  # fmt: skip
def test_contrast_is_seven_to_one_in_colour_and_in_grey(text: str, ground: str) -> None:
    source = (POSTERS / "shared/ground.typ").read_text()
    named = dict(re.findall(r'#let (\w+) = hue\(rgb\("#(\w{6})"\)', source))
    bright = {name: np.array(list(bytes.fromhex(named[name]))) / 255 for name in (text, ground)}
    grey = {name: np.full(3, colour @ (0.299, 0.587, 0.114)) for name, colour in bright.items()}
    for pair in (bright, grey):
        linear = {name: np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) for name, c in pair.items()}
        dim, lit = sorted(0.05 + linear[name] @ (0.2126, 0.7152, 0.0722) for name in (text, ground))
        assert lit / dim >= 6.9 if pair is grey else lit / dim >= 7


def test_words_are_those_that_were_given() -> None:
    said = text_of(drawn(sheet("uk")))
    for title, _ in WORDS["uk"].steps:
        assert title in said
