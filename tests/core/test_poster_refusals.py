"""What the press refuses: a poster that would mislead, run off its page or have a hole for a letter."""

from dataclasses import replace

import pytest
from prints import DAY, POSTERS
from sheets import WORDS, sheet, swedish

from huskurage.core.designs import CannotDraw
from huskurage.core.poster import MOST_SHEETS, TooManySheets, TooMuchText, draw
from huskurage.core.proof import count_pages
from huskurage.core.qr import CodeTooDense
from huskurage.core.sheet import Sheet, SheetWords

ENGLISH = WORDS["en"]


def saying(*others: SheetWords) -> Sheet:
    return replace(sheet(), words=(swedish(), *others))


def drawn(*sheets: Sheet) -> bytes:
    return draw(sheets, posters_dir=POSTERS, made_on=DAY)


def test_too_many_words_are_refused_not_shrunk() -> None:
    chatty = replace(ENGLISH, headline=ENGLISH.headline * 12)
    with pytest.raises(TooMuchText, match="pages instead of 1"):
        drawn(saying(chatty, ENGLISH, ENGLISH))


def test_one_overflowing_sheet_among_good_ones_is_refused() -> None:
    with pytest.raises(TooMuchText, match="pages instead of 2"):
        drawn(sheet(), saying(replace(ENGLISH, now_call=ENGLISH.now_call * 20)))


def test_address_that_would_run_off_the_page_is_refused() -> None:
    with pytest.raises(TooMuchText, match="too wide"):
        drawn(sheet(address="Kontraktsprost" * 5))


def test_sixth_language_is_refused() -> None:
    with pytest.raises(TooMuchText, match="1 to 5"):
        drawn(saying(*[ENGLISH] * 5))


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
    with pytest.raises(CannotDraw, match="no format 'a2'; it has a4, a3"):
        draw([sheet()], posters_dir=POSTERS, form="a2", made_on=DAY)


@pytest.mark.parametrize("count", [0, MOST_SHEETS + 1])
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


@pytest.mark.parametrize("form", ["a4", "a3", "a5", "letter", "stickers"])
@pytest.mark.parametrize("design", ["calm", "large-type", "campaign"])
def test_a_word_that_is_wider_than_its_place_is_refused_and_named(design: str, form: str) -> None:
    endless = "W" * 90
    with pytest.raises(TooMuchText, match=r"WWW.*too wide"):
        draw([saying(replace(ENGLISH, now_call=endless))], posters_dir=POSTERS, design=design, form=form, made_on=DAY)


@pytest.mark.parametrize("field", ["headline", "now_call", "subline", "read_more", "free", "letter", "steps", "texts"])
@pytest.mark.parametrize("form", ["a4", "letter"])
@pytest.mark.parametrize("design", ["calm", "large-type", "campaign"])
def test_a_swedish_word_that_is_too_wide_is_refused_wherever_it_stands(design: str, form: str, field: str) -> None:
    endless, given = "W" * 90, swedish()
    steps = {"steps": [(endless, "x"), *given.steps[1:]], "texts": [("x", endless), *given.steps[1:]]}
    if field in steps:
        wrong = replace(given, steps=tuple(steps[field]))
    else:
        wrong = replace(given, **{field: (endless,) if field == "letter" else endless})
    if field == "letter" and form != "letter":
        return
    with pytest.raises(TooMuchText, match=r"WWW.*too wide"):
        draw([replace(sheet(), words=(wrong,))], posters_dir=POSTERS, design=design, form=form, made_on=DAY)


def test_a_letter_without_words_for_it_is_refused() -> None:
    with pytest.raises(CannotDraw, match="letter"):
        draw([replace(sheet(), words=(ENGLISH,))], posters_dir=POSTERS, form="letter", made_on=DAY)


def test_a_long_compound_is_hyphenated_in_its_own_language() -> None:
    wordy = replace(swedish(), headline="Lägenhetsinnehavarföreningsmedlem hör du något?")
    assert count_pages(drawn(replace(sheet(), words=(wordy, ENGLISH)))) == 1
