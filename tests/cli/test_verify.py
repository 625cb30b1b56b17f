"""`huskurage verify` says in plain words what holds of a document, on a machine without any database."""

from pathlib import Path

import pytest
from cli.command_line import huskurage
from papers import WORDS, drawn, handed_over

from huskurage.cli.verifying import _words
from huskurage.core.documents import digest_of
from huskurage.core.paper import draw_document
from huskurage.settings import shipped

CONTENT = handed_over()


@pytest.fixture
def pdf() -> bytes:
    return draw_document(CONTENT, words=_words(), posters_dir=shipped("posters"))


def checked(folder: Path, content: bytes) -> tuple[int, str]:
    (folder / "handling.pdf").write_bytes(content)
    result = huskurage(folder / "nowhere", "verify", folder / "handling.pdf")
    assert not (folder / "nowhere").exists(), "it needs no database and makes none"
    return result.exit_code, result.output


def test_a_whole_document_holds(tmp_path: Path, pdf: bytes) -> None:
    code, said = checked(tmp_path, pdf)
    assert code == 0
    assert digest_of(CONTENT) in said
    assert "byte by byte" in said
    assert "Compare the number with the sender's" in said


def test_the_json_alone_holds_and_says_what_was_not_compared(tmp_path: Path) -> None:
    code, said = checked(tmp_path, CONTENT)
    assert code == 0
    assert "The pages were not compared" in said


def test_a_document_in_another_layout_is_compared_by_its_number(tmp_path: Path) -> None:
    assert WORDS
    code, said = checked(tmp_path, drawn(CONTENT))
    assert code == 0
    assert "The number printed on the last page is the same." in said
    assert "The pages were not compared" in said


def test_a_changed_document_does_not_hold(tmp_path: Path, pdf: bytes) -> None:
    end = pdf.rindex(b"%%EOF")
    code, said = checked(tmp_path, pdf[:end] + b"% \n" + pdf[end:])
    assert code == 1
    assert "The pages are NOT what the document inside gives." in said
    assert "The file has been changed." in said


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7", b"{}"])
def test_what_is_no_document_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    code, said = checked(tmp_path, content)
    assert code == 1
    assert "This is no whole document of ours" in said
