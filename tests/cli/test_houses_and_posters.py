"""Importing a landlord's list, listing tags, and drawing a poster or a whole estate from the command line."""

import re
from pathlib import Path

import pytest
import zxingcpp
from cli.command_line import KEYS, OTHERS, STAIRWELLS, huskurage
from pypdfium2 import PdfDocument
from sqlalchemy import func, select
from town import Town

from huskurage.core.designs import PAPERS
from huskurage.core.proof import prove
from huskurage.settings import Settings
from huskurage.store.engine import Database
from huskurage.store.hanging import Hanging
from huskurage.store.houses import Stairwell

HOUSES = "Gata;Nr;Uppgång;Postnummer;Ort;Lägenheter\nNygatan;1;A;777 30;Lindbacka;8\nNygatan;;A;777 30;Lindbacka;8\n"


def count_stairwells(folder: Path) -> int:
    database = Database(f"sqlite:///{folder}/huskurage.db", f"sqlite:///{folder}/keys.db")
    with database.reads() as session:
        found = session.scalar(select(func.count()).select_from(Stairwell))
    database.close()
    return found or 0


def test_tags_lists_every_stairwell_with_its_landlord(demo: Path) -> None:
    rows = [line.split("\t") for line in huskurage(demo, "tags").output.splitlines()]
    assert all(len(row) == 4 and re.fullmatch(r"[2-9A-HJ-NP-Z]{7}", row[0]) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
    assert sum(row[2] == "Lindbackahem" for row in rows) == STAIRWELLS
    assert sum(row[2] == "Bruksbostäder" for row in rows) == 3


def test_tags_reads_the_database_it_is_given(settings: Settings, town: Town, tmp_path: Path) -> None:
    said = huskurage(tmp_path, "tags", DATABASE_URL=settings.database_url)
    assert {line.split("\t")[0] for line in said.output.splitlines()} == set(town.tags.values())
    assert not (tmp_path / "huskurage.db").exists()


def test_a_poster_leads_to_its_house(demo: Path, tmp_path: Path) -> None:
    tag, address, _, printed = huskurage(demo, "tags").output.splitlines()[0].split("\t")
    out = tmp_path / "new" / "one.pdf"
    said = huskurage(
        demo, "poster", tag.lower(), "--languages", "en,ar", "--out", out,
        HUSKURAGE_HOST="huskurage.example", HUSKURAGE_PRODUCTION="1", **KEYS,
    )  # fmt: skip
    assert said.exit_code == 0, said.output
    prove(out.read_bytes(), [f"HTTPS://HUSKURAGE.EXAMPLE/{printed}"], share=1.0)
    page = PdfDocument(out.read_bytes())[0].get_textpage().get_text_range().replace("\N{NO-BREAK SPACE}", " ")
    assert address.split(",")[0] in page


@pytest.mark.parametrize(("words", "fault"), [
    (("poster", "AAAAAAA"), "No stairwell has the tag 'AAAAAAA'"),
    (("poster", "AAAAAAA", "--languages", "sv,xx"), "'xx' is not a language"),
    (("poster", "AAAAAAA", "--format", "a0"), "'a0' is not one of"), (("poster", "AAAAAAA", "--option", "x"), "'x'"),
    (("estate", "bruksbostader", "--design", "loud"), "no design called 'loud'; there are calm, campaign, large-type"),
    (("estate", "bruksbostader", "--design", "../calm"), "is not the name of a design"),
    (("estate", "bruksbostader", "--format", "a5", "--option", "offline"), "cannot be printed with 'offline' as a5"),
    (("estate", "nobody"), "no landlord called 'nobody'"),
])  # fmt: skip
def test_what_cannot_be_drawn_is_said_plainly(demo: Path, tmp_path: Path, words: tuple[str, ...], fault: str) -> None:
    said = huskurage(demo, *words, "--out", tmp_path / "one.pdf")
    assert said.exit_code in {1, 2}
    assert fault in said.output
    assert not (tmp_path / "one.pdf").exists()


@pytest.mark.parametrize("form", ["a4", "a3", "a5", "stickers", "letter"])
@pytest.mark.parametrize("design", ["calm", "large-type", "campaign"])
def test_a_poster_is_drawn_in_every_design_and_format(demo: Path, tmp_path: Path, design: str, form: str) -> None:
    tag, *_, printed = huskurage(demo, "tags").output.splitlines()[0].split("\t")
    out = tmp_path / "one.pdf"
    said = huskurage(
        demo, "poster", tag, "--design", design, "--format", form, "--languages", "sv,ar", "--option", "toner",
        "--out", out,
    )  # fmt: skip
    assert said.exit_code == 0, said.output
    prove(out.read_bytes(), [(f"HTTP://127.0.0.1:8000/{printed}",) * PAPERS[form].codes], share=1.0)


def test_a_poster_carries_the_guidance_for_who_has_no_internet(demo: Path, tmp_path: Path) -> None:
    tag = huskurage(demo, "tags").output.partition("\t")[0]
    out = tmp_path / "one.pdf"
    said = huskurage(demo, "poster", tag, "--languages", "sv,ar", "--option", "offline", "--out", out)
    assert said.exit_code == 0, said.output
    page = PdfDocument(out.read_bytes())[0].render(scale=150 / 72).to_pil()
    (told,) = (code.text for code in zxingcpp.read_barcodes(page) if not code.text.startswith("HTTP"))
    assert told.startswith("Händer det nu? Ring 112 först.\n1 Knacka på")
    assert "08-465 004 00" in told
    assert "طرق الباب" in told


def test_a_sheet_for_practice_cannot_be_scanned(demo: Path, tmp_path: Path) -> None:
    tag = huskurage(demo, "tags").output.partition("\t")[0]
    out = tmp_path / "one.pdf"
    assert huskurage(demo, "poster", tag, "--option", "training", "--out", out).exit_code == 0
    prove(out.read_bytes(), [()], share=1.0)


def test_an_estate_for_screens_is_a_folder_of_pictures_named_by_address(demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "screens"
    said = huskurage(demo, "estate", "bruksbostader", "--languages", "sv", "--format", "screen", "--out", out)
    assert said.exit_code == 0, said.output
    rows = [line.split("\t") for line in huskurage(demo, "tags").output.splitlines() if "Bruksbostäder" in line]
    assert {one.name for one in out.iterdir()} == {f"{row[1].partition(',')[0]} {row[0]}.png" for row in rows}
    for row in rows:
        picture = out / f"{row[1].partition(',')[0]} {row[0]}.png"
        prove(picture.read_bytes(), [f"HTTP://127.0.0.1:8000/{row[0]}"])


@pytest.mark.parametrize("form", ["a4", "screen"])
def test_where_nothing_can_be_written_is_said_plainly(demo: Path, tmp_path: Path, form: str) -> None:
    (tmp_path / "file").write_text("")
    out = tmp_path / "file" / "here"
    words = ("estate", "bruksbostader", "--languages", "sv", "--format", form, "--out", out)
    said = huskurage(demo, *words)
    assert said.exit_code == 1
    assert "cannot be written" in said.output
    assert hung(demo) == []


def test_an_estate_may_be_one_area(demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "area.pdf"
    houses = HOUSES.replace("Lägenheter\n", "Lägenheter;Område\n").replace(";8\n", ";8;Lärkan\n")
    (tmp_path / "hus.csv").write_text(houses, encoding="utf-8")
    huskurage(demo, "import-houses", tmp_path / "hus.csv", "--landlord", "bruksbostader")
    said = huskurage(demo, "estate", "bruksbostader", "--area", "lärkan", "--languages", "sv", "--out", out)
    assert said.exit_code == 0, said.output
    assert len(PdfDocument(out.read_bytes())) == 1
    wrong = huskurage(demo, "estate", "bruksbostader", "--area", "Månen", "--out", out)
    assert wrong.exit_code == 1
    assert "Bruksbostäder has no area called 'Månen'; there are: Lärkan" in wrong.output


def test_designs_are_listed_with_their_formats_and_faults(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the trial itself finds is tested beside it."""
    faults: dict[str, list[str]] = {}
    monkeypatch.setattr("huskurage.cli.drawing.design_faults", lambda _, name: faults.get(name, []))
    said = huskurage(demo, "designs")
    assert said.exit_code == 0, said.output
    assert [line.partition(":")[0] for line in said.output.splitlines()] == ["calm", "campaign", "large-type"]
    assert "calm: good; a4, a3, a5, screen, stickers, letter" in said.output
    faults["campaign"] = ["posters/campaign has no poster.typ."]
    told = huskurage(demo, "designs")
    assert told.exit_code == 1
    assert "campaign: posters/campaign has no poster.typ." in told.output
    assert "large-type: good" in told.output


def test_an_estate_is_one_pdf_in_walking_order(demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "estate.pdf"
    said = huskurage(demo, "estate", "bruksbostader", "--languages", "sv", "--out", out)
    assert said.exit_code == 0, said.output
    tags = [line.split("\t")[3] for line in huskurage(demo, "tags").output.splitlines() if "Bruksbostäder" in line]
    assert len(PdfDocument(out.read_bytes())) == 3
    prove(out.read_bytes(), [f"HTTP://127.0.0.1:8000/{tag}" for tag in tags], share=1.0)


def test_a_printed_estate_waits_to_be_hung_and_a_poster_to_look_at_does_not(demo: Path, tmp_path: Path) -> None:
    rows = [line.split("\t") for line in huskurage(demo, "tags").output.splitlines()]
    tags = [row[3] for row in rows if row[2] == "Bruksbostäder"]
    before = hung(demo)
    assert huskurage(demo, "poster", tags[0], "--out", tmp_path / "one.pdf").exit_code == 0
    for words in (("--option", "training"), ("--format", "letter"), ("--only-look",)):
        told = huskurage(demo, "estate", "bruksbostader", "--languages", "sv", *words, "--out", tmp_path / "a.pdf")
        assert told.exit_code == 0, told.output
    assert hung(demo) == before
    said = huskurage(demo, "estate", "bruksbostader", "--languages", "sv", "--out", tmp_path / "estate.pdf")
    assert said.exit_code == 0, said.output
    assert sorted(hung(demo)) == sorted(before + tags)


def hung(folder: Path) -> list[str]:
    """The tags of every poster that was printed to hang somewhere."""
    database = Database(f"sqlite:///{folder}/huskurage.db", f"sqlite:///{folder}/keys.db")
    with database.reads() as session:
        found = list(session.scalars(select(Hanging.tag_code)))
    database.close()
    return found


def test_a_dry_run_says_what_would_happen_and_saves_nothing(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "hus.csv").write_text(HOUSES, encoding="utf-8")
    said = huskurage(demo, "import-houses", tmp_path / "hus.csv", "--landlord", "lindbackahem", "--dry-run")
    assert said.exit_code == 0
    assert "1 new, 0 changed, 0 unchanged, 1 faulty rows, 0 repeated." in said.output
    assert "Nothing saved." in said.output
    assert "Row 3: House number is missing." in said.stderr
    assert count_stairwells(demo) == STAIRWELLS + OTHERS


def test_an_import_keeps_the_tags_that_hang_already(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "hus.csv").write_text(HOUSES, encoding="utf-8")
    words = ("import-houses", tmp_path / "hus.csv", "--landlord", "lindbackahem")
    assert "1 new, 0 changed, 0 unchanged, 1 faulty rows" in huskurage(demo, *words).output
    before = huskurage(demo, "tags").output
    assert "Nygatan 1 A, 777 30 Lindbacka\tLindbackahem" in before
    assert "0 new, 0 changed, 1 unchanged, 1 faulty rows" in huskurage(demo, *words).output
    assert huskurage(demo, "tags").output == before


@pytest.mark.parametrize(("name", "content", "landlord", "fault"), [
    ("hus.csv", HOUSES.encode(), "nobody", "no landlord called 'nobody'"),
    ("hus.xlsx", b"PK\x03\x04 broken", "lindbackahem", "hus.xlsx cannot be read"),
    ("hus.csv", b"\x00\x01\x02", "lindbackahem", "hus.csv cannot be read"),
])  # fmt: skip
def test_what_cannot_be_imported_is_said_plainly(
    demo: Path, tmp_path: Path, name: str, content: bytes, landlord: str, fault: str
) -> None:
    (tmp_path / name).write_bytes(content)
    said = huskurage(demo, "import-houses", tmp_path / name, "--landlord", landlord)
    assert said.exit_code == 1
    assert fault in said.output
    assert count_stairwells(demo) == STAIRWELLS + OTHERS


def test_what_is_exported_and_imported_again_changes_nothing(demo: Path, tmp_path: Path) -> None:
    for name in ("hus.xlsx", "hus.csv"):
        assert huskurage(demo, "export-houses", "lindbackahem", "--out", tmp_path / name).exit_code == 0
        said = huskurage(demo, "import-houses", tmp_path / name, "--landlord", "lindbackahem", "--dry-run").output
        assert f"0 new, 0 changed, {STAIRWELLS} unchanged, 0 faulty rows, 0 repeated." in said
    assert "must end in .xlsx or .csv" in huskurage(demo, "export-houses", "lindbackahem", "--out", "x.pdf").output


def test_columns_of_tenants_are_named_and_nothing_of_them(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "hus.csv").write_text("Gata;Nr;Hyresg\u00e4st\nNygatan;1;Vilgot Exempel\n", encoding="utf-8")
    said = huskurage(demo, "import-houses", tmp_path / "hus.csv", "--landlord", "lindbackahem", "--dry-run")
    assert "Column C, \u201cHyresg\u00e4st\u201d: looks like names" in said.stderr
    assert "Vilgot" not in said.output + said.stderr
