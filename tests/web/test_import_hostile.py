"""Hostile files at the import's door are refused in words, and nothing about a tenant is found anywhere afterwards."""

import io
import logging
import tempfile
import zlib
from collections.abc import Iterator

import pytest
import werkzeug.formparser
from canaries import Canaries, files_in, rows_of, search
from doing import Desk
from hostile import MAIN, OLE, altered, laughing, sheet, text_row, zip_bomb
from town import BOS_HOUSES
from uploads import BEGIN, agree, read_in, tallies, upload

from huskurage.settings import Settings
from huskurage.store.engine import Database
from huskurage.web.site import Site

KEPT = "Gata;Nr;Postnummer"


@pytest.fixture
def loud() -> Iterator[io.StringIO]:
    """Everybody logs all they can."""
    heard = io.StringIO()
    handler, root = logging.StreamHandler(heard), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield heard
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.parametrize(("content", "said"), [
    (zip_bomb(), "unpacks to far more"), (laughing(), "holds something that no spreadsheet program writes"),
    (b"<html><table><tr><td>Gata</td></tr></table>", "is a web page"), (OLE, "is not a spreadsheet"),
    (OLE + "Workbook".encode("utf-16-le"), "older Excel"), (b"PK\x03\x04 and no more", "is damaged"),
    (b"Gata;Nr\n\x81\x8d\x8f;1", "letters of the file cannot be read"), (b"%PDF-1.7", "is not a spreadsheet"),
    (b'Gata;Nr\n"Kyrkogatan;4\n', "quotation marks in row 2"), (b"1;2\n3;4\n", "No row with headings"),
    (b"Gata;Nr\n" + b"Kyrkogatan;4\n" * 20_001, "more than 20000 rows"), (b"Gata\0;Nr", "is not a spreadsheet"),
    (b"Gata;" + b"x;" * 120 + b"\n" + b"a;" * 120, "more than 100 columns"),
])  # fmt: skip
def test_a_file_that_is_no_list_is_refused_in_words(
    bo: Desk, site: Site, database: Database, content: bytes, said: str
) -> None:
    before = rows_of(database.engine)
    answer = upload(bo, content, "hus.csv")
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    assert site.lists.contents() == []
    assert rows_of(database.engine) == before


def test_a_lying_dimension_and_formulas_hide_nothing(bo: Desk) -> None:
    formula = '<row r="3"><c r="A3" t="str"><f>A9</f><v>Nygatan 5</v></c><c r="B3"><f>HYPERLINK("x")</f></c></row>'
    path = read_in(bo, sheet(text_row(1, "Adress", "Ort") + text_row(2, "=cmd()", "Lindbacka") + formula), "hus.xlsx")
    page = bo.see(path)
    assert tallies(page)["New"] == 1
    assert "Nygatan 5" in page
    assert "begins like a formula" in page


def test_near_duplicates_are_the_same_house(bo: Desk) -> None:
    odd = BOS_HOUSES + "KYRKOGATAN;4;a;777 30;LINDBACKA;12;CENTRUM;Hyttan 6:38\nKyrkogatan ; 04 ;A;77730;;;;\n"
    counted = tallies(bo.see(read_in(bo, odd.encode())))
    assert (counted["New"], counted["Changed"], counted["Rows that repeat a stairwell"]) == (0, 0, 2)


def tenants(sing: Canaries) -> bytes:
    """A list full of tenants: in columns that say so, in columns that do not, and here and there."""
    head = f"{KEPT};Hyresgäst;Personnr;Kontakt;Övrigt;Vem;Not"
    rows = [
        f"Nygatan;{number};777 30;{sing('tenant')};19121212-1212{sing('after')};{sing('mail')}@lindbacka.example;"
        f"{sing('other')}@lindbacka.example;Anna {sing('name')};"
        + (f"{sing('stray')}@lindbacka.example" if number % 9 == 0 else f"Eva {sing('eva')}" if number == 5 else "port")
        for number in range(1, 31)
    ]
    stray = f"{sing('street')}@lindbacka.example;2;777 30;;;;;;"
    number = f"Nygatan;Anna {sing('number')};777 30;;;;;;"
    return "\n".join([head, *rows, stray, number]).encode()


def test_nothing_of_a_tenant_is_kept_shown_or_logged(
    bo: Desk, site: Site, database: Database, settings: Settings, loud: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    sing = Canaries()
    path = read_in(bo, tenants(sing))
    pages = {"columns": bo.see(f"{path}columns"), "preview": bo.see(path), "faulty": bo.see(f"{path}faulty.csv")}
    kept = {f"list {at}": zlib.decompress(one) for at, one in enumerate(site.lists.contents())}
    done = agree(bo, path)
    pages["done"] = bo.see(done.headers["Location"])
    pages["begin"] = bo.see(BEGIN)
    printed = capfd.readouterr()
    places = {
        **kept, **rows_of(database.engine), **files_in(settings.data_dir), "log": loud.getvalue().encode(),
        "printed": (printed.out + printed.err).encode(), **{name: page.encode() for name, page in pages.items()},
    }  # fmt: skip
    assert "Nygatan" in kept["list 0"].decode()
    assert tallies(pages["preview"])["New"] == 30
    assert pages["columns"].count("looks like") == 5
    assert search(places, sing.sung) == []


def test_the_search_would_find_what_was_kept(bo: Desk, site: Site) -> None:
    """The control: a word in a column that is about houses does lie in the list between the steps."""
    sing = Canaries()
    read_in(bo, f"{KEPT};Område\nNygatan;1;777 30;{sing('area')}\n".encode())
    assert search({"list": zlib.decompress(site.lists.contents()[0])}, sing.sung)


def test_a_workbook_with_tenants_keeps_the_houses_alone(bo: Desk, site: Site) -> None:
    sing = Canaries()
    rows = text_row(1, "Adress", "Boende") + text_row(2, "Nygatan 1", f"Anna {sing('cell')}")
    comment = f'<comments xmlns="{MAIN}"><commentList>{sing("comment")}</commentList></comments>'
    book = altered(xl__worksheets__sheet1_xml=sheet_xml(rows), xl__comments1_xml=comment.encode())
    path = read_in(bo, book, f"{sing('file')}.xlsx")
    pages = {"columns": bo.see(f"{path}columns").encode(), "preview": bo.see(path).encode()}
    assert search(pages | {"list": zlib.decompress(site.lists.contents()[0])}, sing.sung) == []


def sheet_xml(rows: str) -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def test_an_upload_never_touches_the_disk(bo: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise AssertionError("a list of houses was written to a temporary file")

    for module in (tempfile, werkzeug.formparser):
        for name in ("TemporaryFile", "SpooledTemporaryFile", "NamedTemporaryFile", "mkstemp"):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, refuse)
    read_in(bo, b"Gata;Nr\n" + b"".join(b"Nygatan;%d\n" % number for number in range(1, 9_000)) + b"\n" * 900_000)


def test_a_persons_shelf_holds_few_lists(bo: Desk, site: Site) -> None:
    paths = [read_in(bo, BOS_HOUSES.encode()) for _ in range(5)]
    assert [bo.status(path) for path in paths] == [422, 422, 200, 200, 200]
    assert len(site.lists.contents()) == 3
