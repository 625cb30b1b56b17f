"""A designer adds a folder and gets a design; a folder with a mistake gets a clear word and harms no other."""

import re
import shutil
from pathlib import Path

import pytest
from prints import DAY, POSTERS, text_of
from sheets import sheet

from huskurage.core.designs import BadDesign, CannotDraw, design_names, read_design
from huskurage.core.poster import draw
from huskurage.core.proof import prove
from huskurage.core.trial import design_faults, designs, specimen

TOML = """
name = "plain"
revision = 1

[formats.a4]
languages = 2
code_mm = 80
sizes = 2
options = ["toner"]
"""
TYPST = """
#import "../shared/parts.typ": *
#printed((a4: sheet => {
  let (words, ..others) = sheet.words
  call-112(sheet, words)
  heading(level: 1, text(size: type(60pt, 40pt), said(words.headline)))
  v(1fr)
  steps(words)
  v(1fr)
  languages(sheet, others, 1)
  with-code(sheet, words, others)
}))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Posters with the shared ground, the fonts, and a throw-away design beside a calm of one format."""
    for name in ("shared", "fonts"):
        shutil.copytree(POSTERS / name, tmp_path / name)
    add(tmp_path, toml=TOML.replace("plain", "calm"), name="calm")
    add(tmp_path)
    return tmp_path


def add(folder: Path, toml: str = TOML, typst: str = TYPST, name: str = "plain") -> None:
    (folder / name).mkdir(exist_ok=True)
    (folder / name / "design.toml").write_text(toml)
    (folder / name / "poster.typ").write_text(typst)


def test_a_folder_is_a_design_without_a_line_of_code(folder: Path) -> None:
    assert [one.name for one in designs(folder)] == ["calm", "plain"]
    assert design_faults(folder, "plain") == []
    told = sheet("ar")
    pdf = draw([told], posters_dir=folder, design="plain", options=frozenset({"toner"}), made_on=DAY)
    prove(pdf, [told.url])
    assert "Du är på Kyrkogatan 4 A, Lindbacka" in text_of(pdf)


@pytest.mark.parametrize(
    ("wrong", "right", "fault"),
    [
        ('name = "plain"', "", r"plain/design.toml: name is missing"),
        ('name = "plain"', 'name = "other"', r"name is 'other', but the folder is called 'plain'"),
        ("revision = 1", "", r"revision is missing"),
        ("revision = 1", "revision = true", r"revision must be a whole number from 1 to 9999, not True"),
        ("languages = 2", "", r"\[formats.a4\] languages is missing"),
        ("languages = 2", 'languages = "two"', r"languages must be a whole number from 1 to 24, not 'two'"),
        ("languages = 2", "languages = 99", r"languages is 99; it must be 1 to 24"),
        ("[formats.a4]", "[formats.a0]", r"\[formats.a0\]: there is no such format; there are a4, a3, a5, screen"),
        ("code_mm = 80", "code_mm = 50", r"code_mm is 50; a telephone needs at least 70 mm"),
        ("code_mm = 80", "code_mm = 900", r"code_mm is 900; .*must fit the page"),
        ("code_mm = 80", "", r"code_mm is missing"),
        ("sizes = 2", "sizes = 0", r"sizes is 0; it must be 1 to 12"),
        ('["toner"]', '["gold"]', r"'gold' is not one of toner, shop, training, offline"),
        ('["toner"]', '["offline"]', r"offline_mm is missing"),
        ('["toner"]', '["offline"]\noffline_mm = 40\noffline_languages = 1', r"offline_mm is 40; .*at least 60 mm"),
        ('["toner"]', '["toner"]\ncolour = "red"', r"has 'colour', which nobody reads"),
        ("[formats.a4]", "[formats", r"is not TOML"),
        (TOML, 'name = "plain"\nrevision = 1\n', r"formats is missing"),
        (TOML, 'name = "plain"\nrevision = 1\nformats = {}\n', r"no format: write at least one"),
        (TOML, 'name = "plain"\nrevision = 1\nformats = {a4 = 3}\n', r"\[formats.a4\] must be a table"),
    ],
)
def test_a_mistake_in_what_a_design_says_is_named(folder: Path, wrong: str, right: str, fault: str) -> None:
    add(folder, toml=TOML.replace(wrong, right))
    with pytest.raises(BadDesign, match=fault):
        read_design(folder, "plain")
    assert [one.name for one in designs(folder)] == ["calm"]
    assert len(design_faults(folder, "plain")) == 1
    draw([sheet()], posters_dir=folder, made_on=DAY)


@pytest.mark.parametrize(
    ("wrong", "right", "fault"),
    [
        ("steps(words)", "stepz(words)", r"a4 in 2 languages: .*unknown variable: stepz \(plain/poster.typ, line 8\)"),
        ("#printed((a4:", "#printed((a3:", r"dictionary does not contain key \"a4\""),
        ("steps(words)", "pagebreak()", r"need 2 pages instead of 1"),
        ("steps(words)", 'image("nothing.png", alt: "x")', r"file not found"),
        ("steps(words)", 'text(font: "Comic Sans MS", "x")', r"typesetter refused|No font"),
        ("with-code(sheet, words, others)", "code(sheet, words, side: 30mm)", r"code is too small, 0.\d+ mm a module"),
        ("with-code(sheet, words, others)", "[]", r"the codes are not those that the format has: 0 were found"),
        ("with-code(sheet, words, others)", "code(sheet, words); code(sheet, words)", r"the codes are not those"),
        ("#printed((a4: sheet => {", "#printed((a4: sheet => {set page(width: 400mm)", r"page|container"),
        ("heading(level: 1,", "heading(level: 3,", r"first heading must be of level 1"),
    ],
)  # fmt: skip
def test_a_mistake_in_what_a_design_draws_is_named(folder: Path, wrong: str, right: str, fault: str) -> None:
    add(folder, typst=TYPST.replace(wrong, right))
    found = design_faults(folder, "plain")
    assert found
    assert any(re.search(fault, one) for one in found), found
    draw([sheet()], posters_dir=folder, made_on=DAY)


def test_a_template_that_cannot_be_typeset_is_not_offered_until_it_is_mended(folder: Path) -> None:
    add(folder, typst="#let broken = ")
    assert [one.name for one in designs(folder)] == ["calm"]
    with pytest.raises(CannotDraw):
        draw([sheet()], posters_dir=folder, design="plain", made_on=DAY)
    add(folder)
    assert [one.name for one in designs(folder)] == ["calm", "plain"]


def test_a_design_that_covers_its_code_is_not_offered(folder: Path) -> None:
    cover = "with-code(sheet, words, others)\n  place(bottom + left, rect(width: 30mm, height: 40mm, fill: white))"
    add(folder, typst=TYPST.replace("with-code(sheet, words, others)", cover))
    assert [one.name for one in designs(folder)] == ["calm"]


def test_the_default_is_offered_first_whatever_others_are_called(folder: Path) -> None:
    add(folder, toml=TOML.replace("plain", "airy"), name="airy")
    assert [one.name for one in designs(folder)] == ["calm", "airy", "plain"]


def test_a_folder_without_a_template_and_one_that_says_nothing(folder: Path) -> None:
    (folder / "plain" / "poster.typ").unlink()
    (folder / "notes").mkdir()
    assert design_faults(folder, "plain") == ["posters/plain has no poster.typ."]
    assert design_names(folder) == ["calm", "plain"]
    assert [one.name for one in designs(folder)] == ["calm"]


def test_shipped_designs_are_those_that_the_handbook_names() -> None:
    assert [one.name for one in designs(POSTERS)] == ["calm", "campaign", "large-type"]
    with pytest.raises(CannotDraw, match="no design called 'loud'; there are calm, campaign, large-type"):
        read_design(POSTERS, "loud")


def test_specimen_words_are_about_as_long_as_real_ones() -> None:
    real, made_up = sheet().words[0], specimen(1).words[0]
    for one, other in ((real.headline, made_up.headline), (real.now_call, made_up.now_call), (real.free, made_up.free)):
        assert len(other) == pytest.approx(len(one), rel=0.25)
