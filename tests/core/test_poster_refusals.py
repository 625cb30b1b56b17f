"""What the press refuses: a poster that would mislead, run off its page or have a hole for a letter."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from huskurage.core.poster import CannotDraw, TooManySheets, TooMuchText, draw
from huskurage.core.qr import CodeTooDense, print_url
from huskurage.core.sheet import Sheet, SheetWords

POSTERS = Path(__file__).parents[2] / "posters"
DAY = date(2026, 11, 22)
SWEDISH = SheetWords(
    language="sv",
    direction="ltr",
    script="Latn",
    headline="Låter det illa hos en granne?",
    subline="Du får bry dig utan att veta säkert.",
    now_call="Pågår det nu? Ring 112 först.",
    say="Jag står på Kyrkogatan 4 A i Lindbacka.",
    steps=(("Ring på", ""), ("Ta med någon", ""), ("Ring polisen", "114 14"), ("Finns barn där?", "")),
    read_more="Läs mer",
    free="Kostar inget.",
)
ENGLISH = replace(SWEDISH, language="en", headline="Does it sound bad?", now_call="Happening now? Call 112.")


def sheet(*others: SheetWords, address: str = "Kyrkogatan 4 A", host: str = "huskurage.example") -> Sheet:
    swedish = replace(SWEDISH, say=f"Jag står på {address} i Lindbacka.")
    return Sheet(
        street_address=address,
        place="Lindbacka",
        url=print_url(f"https://{host}", "K7MX4PD"),
        short_address=f"{host}/K7MX4PD",
        municipality="Lindbacka kommun",
        landlord="Lindbackahem",
        numbers=(("Polisen", "114 14"),),
        words=(swedish, *others),
        revision="calm · 1 · 2026-11",
    )


def drawn(*sheets: Sheet) -> bytes:
    return draw(sheets, posters_dir=POSTERS, made_on=DAY)


def test_too_many_words_are_refused_not_shrunk() -> None:
    chatty = replace(ENGLISH, headline=ENGLISH.headline * 12)
    with pytest.raises(TooMuchText, match="2 pages instead of 1"):
        drawn(sheet(chatty, ENGLISH, ENGLISH))


def test_one_overflowing_sheet_among_good_ones_is_refused() -> None:
    with pytest.raises(TooMuchText, match="3 pages instead of 2"):
        drawn(sheet(), sheet(replace(ENGLISH, now_call=ENGLISH.now_call * 60)))


def test_address_that_would_run_off_the_page_is_refused() -> None:
    with pytest.raises(TooMuchText, match="too wide"):
        drawn(sheet(address="Kontraktsprost" * 5))


def test_sixth_language_is_refused() -> None:
    with pytest.raises(TooMuchText, match="1 to 5"):
        drawn(sheet(*[ENGLISH] * 5))


@pytest.mark.parametrize("letter", ["漢", "😀"])
def test_letter_without_a_glyph_is_refused_and_named(letter: str) -> None:
    with pytest.raises(CannotDraw, match=letter):
        drawn(sheet(address=f"Kyrkogatan {letter}"))


@pytest.mark.parametrize("sign", ["\x00", "\n", "\u202e", "\ud800"])
def test_unseen_sign_is_refused(sign: str) -> None:
    with pytest.raises(CannotDraw, match="control sign"):
        drawn(sheet(address=f"Kyrkogatan{sign} 4 A"))


@pytest.mark.parametrize("design", ["../calm", "", "Calm", "nowhere"])
def test_unknown_design_is_refused(design: str) -> None:
    with pytest.raises(CannotDraw):
        draw([sheet()], posters_dir=POSTERS, design=design, made_on=DAY)


def test_unknown_format_is_refused() -> None:
    with pytest.raises(CannotDraw, match="a2"):
        draw([sheet()], posters_dir=POSTERS, form="a2", made_on=DAY)


@pytest.mark.parametrize("count", [0, 2001])
def test_number_of_sheets_has_a_limit(count: int) -> None:
    with pytest.raises(TooManySheets, match="2000"):
        draw([sheet()] * count, posters_dir=POSTERS, made_on=DAY)


def test_address_that_makes_too_fine_a_code_is_refused() -> None:
    with pytest.raises(CodeTooDense, match="version 4"):
        drawn(sheet(host="grannar.trygghet.lindbackakommun.example"))


def test_sheet_without_an_address_is_refused() -> None:
    with pytest.raises(CannotDraw, match="no street address"):
        drawn(sheet(address=" "))


def test_landlord_with_an_endless_name_is_refused() -> None:
    with pytest.raises(TooMuchText, match="too wide"):
        drawn(replace(sheet(), landlord="Bostadsrättsföreningen " * 6))
