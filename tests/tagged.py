"""Reading a page as a screen reader does: its tags in order, with language, alternative text and what is inside."""

from ctypes import create_string_buffer
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium


@dataclass(frozen=True)
class Tag:
    """One element, or with kind "" one marked piece of text: the language that holds for it, what it says."""

    kind: str
    language: str
    alt: str = ""
    text: str = ""


def tags_of(page: pypdfium2.PdfPage, language: str = "sv") -> list[Tag]:
    """Elements and pieces of the page in reading order. `language` is the document's own."""
    said = _texts(page)
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    try:
        return [
            tag
            for number in range(pdfium.FPDF_StructTree_CountChildren(tree))
            for tag in _walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, number), language, said)
        ]
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def said_in(tags: list[Tag], language: str) -> str:
    """Everything in that language, in reading order."""
    return " ".join(" ".join(tag.text for tag in tags if not tag.kind and tag.language == language).split())


def _walk(element: Any, language: str, said: dict[int, str]) -> list[Tag]:
    if not element:
        return []
    language = _string(pdfium.FPDF_StructElement_GetLang, element) or language
    inside: list[Tag] = []
    for number in range(pdfium.FPDF_StructElement_CountChildren(element)):
        content = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, number)
        if content >= 0:
            inside.append(Tag("", language, text=said.get(content, "")))
        else:
            inside += _walk(pdfium.FPDF_StructElement_GetChildAtIndex(element, number), language, said)
    text = " ".join("".join(tag.text for tag in inside if not tag.kind).split())
    kind, alt = (
        _string(read, element) for read in (pdfium.FPDF_StructElement_GetType, pdfium.FPDF_StructElement_GetAltText)
    )
    return [Tag(kind, language, alt, text), *inside]


def _string(read: Any, *place: Any) -> str:
    length = read(*place, None, 0)
    if length <= 2:
        return ""
    buffer = create_string_buffer(length)
    read(*place, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le")


def _texts(page: pypdfium2.PdfPage) -> dict[int, str]:
    """What every marked piece of the page says."""
    textpage = page.get_textpage()
    said: dict[int, str] = {}
    for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=9):
        number = pdfium.FPDFPageObj_GetMarkedContentID(one.raw)
        length = pdfium.FPDFTextObj_GetText(one.raw, textpage.raw, None, 0)  # in bytes
        buffer = (pdfium.FPDF_WCHAR * (length // 2 + 1))()
        pdfium.FPDFTextObj_GetText(one.raw, textpage.raw, buffer, length)
        text = bytes(buffer).decode("utf-16-le").partition("\0")[0]
        said[number] = said.get(number, "") + text
    return {number: text.replace("\N{NO-BREAK SPACE}", " ") for number, text in said.items()}
