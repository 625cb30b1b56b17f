"""Files that mean harm, or are not what they say, are refused with a reason and never anything else."""

import io
import zipfile

import openpyxl
import pytest
from hostile import MAIN, OLE, SAMPLE, SHEET, altered, sheet, text_row
from hypothesis import given, settings
from hypothesis import strategies as st

from huskurage.core import archive, workbook
from huskurage.core.spreadsheet import Refusal, Unreadable, read_table


def refusal(content: bytes, name: str = "hus.xlsx") -> Refusal:
    with pytest.raises(Unreadable) as caught:
        read_table(content, name)
    return caught.value.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Refusal.EMPTY),
        (b" \r\n ", Refusal.EMPTY),
        (b"Adress", None),
        (b"\xef\xbb\xbf <!DOCTYPE html><table><tr><td>Adress</td></tr></table>", Refusal.WEB_PAGE),
        ("<html><body>Åtkomst nekad</body></html>".encode("utf-16"), Refusal.WEB_PAGE),
        (b"%PDF-1.7 \x8d\x9d", Refusal.NOT_A_SPREADSHEET),
        (b"Adress;Ort\nA\0;B", Refusal.NOT_A_SPREADSHEET),
        (b"Adress;Ort\n\x81\x8d\x8f;B", Refusal.UNKNOWN_ENCODING),
        (b'Adress;Ort\n"Kyrkogatan 4;Lindbacka\nTorggatan 1;Lindbacka\n', Refusal.BROKEN_QUOTES),
        (b"1;2;3\n4;5;6\n", Refusal.NO_HEADER),
        (OLE + "Workbook".encode("utf-16-le"), Refusal.OLD_EXCEL),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Refusal.ENCRYPTED),
        (OLE, Refusal.NOT_A_SPREADSHEET),
        (b"PK\x03\x04 and nothing more", Refusal.BROKEN),
    ],
)
def test_file_is_judged_by_its_content(content: bytes, reason: Refusal | None) -> None:
    if reason is None:
        assert read_table(content, "hus.xlsx").header == ("Adress",)
    else:
        assert refusal(content) is reason


def test_broken_quotes_are_named_by_row() -> None:
    with pytest.raises(Unreadable) as caught:
        read_table(b'Adress;Ort\nA 1;B\n"C 2"x;D\n', "x.csv")
    assert caught.value.params == {"row": 3}


def test_zip_that_is_no_workbook_is_told_apart() -> None:
    for names, reason in [
        (["word/document.xml"], Refusal.NOT_A_SPREADSHEET),
        (["mimetype", "content.xml"], Refusal.OPEN_DOCUMENT),
    ]:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive_file:
            for name in names:
                archive_file.writestr(name, "x")
        assert refusal(file.getvalue()) is reason


def test_zip_bomb_is_refused_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = altered(xl__worksheets__sheet1_xml=b"<row/>" * 1_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "open", None)  # a part that is opened would raise TypeError
    assert refusal(bomb) is Refusal.EXPANDS_TOO_MUCH


def test_small_declared_size_of_a_large_part_is_found_out() -> None:
    content = bytearray(altered(xl__worksheets__sheet1_xml=b"<a/>" * 10_000))
    directory = content.rindex(SHEET.encode()) - 46
    content[directory + 24 : directory + 28] = (100).to_bytes(4, "little")
    assert refusal(bytes(content)) is Refusal.BROKEN


def test_elements_that_openpyxl_would_pile_up_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_RATIO", 10_000)
    piled = f'<worksheet xmlns="{MAIN}">{"<x/>" * 250_000}</worksheet>'.encode()
    assert refusal(altered(xl__worksheets__sheet1_xml=piled)) is Refusal.EXPANDS_TOO_MUCH
    assert refusal(altered(xl__styles_xml=piled)) is Refusal.EXPANDS_TOO_MUCH
    assert refusal(sheet("<row>" + "<c/>" * 250_000 + "</row>")) is Refusal.EXPANDS_TOO_MUCH
    assert refusal(sheet("<row>" * 200 + "</row>" * 200)) is Refusal.EXPANDS_TOO_MUCH


@pytest.mark.parametrize("part", ["xl__sharedStrings_xml", "xl__worksheets__sheet1_xml", "docProps__core_xml"])
def test_entity_expansion_is_refused(part: str) -> None:
    laughs = '<!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    body = f'{laughs}<sst xmlns="{MAIN}"><si><t>&b;</t></si></sst>'
    assert refusal(altered(**{part: body.encode()})) is Refusal.FORBIDDEN_XML
    assert refusal(altered(**{part: body.encode("utf-16")})) is Refusal.FORBIDDEN_XML


def test_import_refuses_to_work_without_defusedxml(monkeypatch: pytest.MonkeyPatch) -> None:
    assert openpyxl.DEFUSEDXML is True
    monkeypatch.setattr(openpyxl, "DEFUSEDXML", False)
    with pytest.raises(RuntimeError, match="defusedxml"):
        read_table(SAMPLE, "hus.xlsx")


def test_lying_dimension_hides_no_row() -> None:
    rows = text_row(1, "Adress", "Ort") + text_row(40, "Kyrkogatan 4", "Lindbacka")
    table = read_table(sheet(rows), "hus.xlsx")
    assert [(row.number, row.cells[0]) for row in table.rows] == [(40, "Kyrkogatan 4")]


def test_blank_tail_of_a_million_rows_is_read_and_an_impossible_row_refused() -> None:
    table = read_table(sheet(text_row(1, "Adress", "Ort") + text_row(1_048_576, "Åsgatan 6")), "hus.xlsx")
    assert table.rows[0].number == 1_048_576
    assert refusal(sheet(text_row(1, "Adress", "Ort") + text_row(10**12, "x"))) is Refusal.BROKEN


def test_long_tail_of_styled_blank_rows_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_RATIO", 10_000)
    monkeypatch.setattr(workbook, "MAX_SCANNED_ROWS", 1_000)
    houses = text_row(1, "Adress", "Ort") + text_row(2, "Åsgatan 6", "Lindbacka")
    tail = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 5_000))
    assert len(read_table(sheet(houses + tail), "x.xlsx").rows) == 1
    assert refusal(sheet(houses + tail + text_row(5_000, "Åsgatan 7"))) is Refusal.TOO_MANY_ROWS


def test_formula_cells_give_their_last_value_and_never_their_text() -> None:
    formulas = '<row r="2"><c r="A2" t="str"><f>A9&amp;" 4"</f><v>Kyrkogatan 4</v></c><c r="B2"><f>1+1</f></c></row>'
    table = read_table(sheet(text_row(1, "Adress", "Ort") + formulas), "hus.xlsx")
    assert table.rows[0].cells == ("Kyrkogatan 4", "")


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"Adress;Ort\n"]),
)
def test_junk_raises_nothing_but_unreadable(junk: bytes, start: bytes) -> None:
    try:
        read_table(start + junk, "x.csv")
    except Unreadable:
        return


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_damaged_workbook_raises_nothing_but_unreadable(changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(SAMPLE)
    for place, value in changes:
        damaged[place] = value
    try:
        read_table(bytes(damaged), "x.xlsx")
    except Unreadable:
        return


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 68_000),
    st.binary(min_size=1, max_size=12),
    st.sampled_from([SHEET, "xl/workbook.xml", "xl/styles.xml"]),
)
def test_damaged_part_raises_nothing_but_unreadable(place: int, damage: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(SAMPLE)) as file:
        body = bytearray(file.read(name))
    place %= len(body)
    body[place : place + len(damage)] = damage
    try:
        read_table(altered(**{name.replace("/", "__").replace(".xml", "_xml"): bytes(body)}), "x.xlsx")
    except Unreadable:
        return
