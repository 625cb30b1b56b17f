"""`huskurage materials`: all the sheets in a folder, in both languages."""

from pathlib import Path

import pypdfium2
from cli.command_line import huskurage


def test_all_sheets_are_written_in_both_languages(demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "sheets"
    said = huskurage(demo, "materials", "--out", out)
    assert said.exit_code == 0, said.output
    names = sorted(path.name for path in out.iterdir())
    assert names == sorted(
        f"{one}-{language}.pdf" for one in ("husmote", "utbildning", "uppsattning") for language in ("sv", "en")
    )
    for path in out.iterdir():
        pdf = pypdfium2.PdfDocument(path)
        assert len(pdf) in {1, 2}
        pdf.close()
        assert str(path) in said.output


def test_a_file_in_the_way_is_said_plainly(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "here").write_text("")
    said = huskurage(demo, "materials", "--out", tmp_path / "here")
    assert said.exit_code == 2
    assert "is a file" in said.output
