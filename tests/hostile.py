"""Workbooks made to do harm, or to look like what they are not."""

import io
import zipfile
from pathlib import Path

import huskurage.demo

SAMPLE = (Path(huskurage.demo.__file__).parent / "lindbackahem-fastigheter.xlsx").read_bytes()
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def altered(**parts: bytes) -> bytes:
    """The sample workbook with parts replaced or added; `__` stands for a slash, `_` before xml for a dot."""
    named = {name.replace("__", "/").replace("_xml", ".xml"): body for name, body in parts.items()}
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(SAMPLE)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in named:
                new.writestr(name, old.read(name))
        for name, body in named.items():
            new.writestr(name, body)
    return file.getvalue()


def sheet(rows: str, before: str = "") -> bytes:
    body = f'{before}<worksheet xmlns="{MAIN}"><dimension ref="A1:A1"/><sheetData>{rows}</sheetData></worksheet>'
    return altered(xl__worksheets__sheet1_xml=body.encode())


def text_row(number: int, *texts: str) -> str:
    cells = (f'<c r="{chr(65 + n)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for n, text in enumerate(texts))
    return f'<row r="{number}">{"".join(cells)}</row>'


def zip_bomb() -> bytes:
    """Six megabytes of one sheet in a few kilobytes."""
    return altered(xl__worksheets__sheet1_xml=b"<row/>" * 1_000_000)


def laughing() -> bytes:
    """A workbook whose texts grow when they are read."""
    laughs = '<!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    return altered(xl__sharedStrings_xml=f'{laughs}<sst xmlns="{MAIN}"><si><t>&b;</t></si></sst>'.encode())
