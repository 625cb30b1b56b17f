"""The command that checks a document somebody was handed."""

from pathlib import Path

import click
from flask import Flask

from huskurage.core.documents import BadDocument
from huskurage.core.paper import draw_document, layout_of
from huskurage.core.verifying import Looks, Verdict, verify
from huskurage.settings import shipped
from huskurage.web.handover.paperwords import paper_words
from huskurage.web.language import set_up

LARGEST = 20 * 1024 * 1024  # bytes; ours have some hundred thousand


@click.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify_file(file: Path) -> None:
    """Check a hand-over or a redacted copy, PDF or JSON: that its parts belong together. Needs no database."""
    if file.stat().st_size > LARGEST:
        raise click.ClickException("This file is too large to be a document of ours.")
    words, posters_dir = _words(), shipped("posters")
    try:
        verdict = verify(
            file.read_bytes(),
            draw=lambda content: draw_document(content, words=words, posters_dir=posters_dir),
            layout=layout_of(words, posters_dir),
        )
    except BadDocument as error:
        raise click.ClickException(f"This is no whole document of ours: {error}.") from None
    for line in _said(verdict):
        click.echo(line)
    if not verdict.holds:
        raise click.ClickException("The file has been changed. Ask the sender for it again.")


def _said(verdict: Verdict) -> list[str]:
    lines = [f"SHA-256 of the document inside: {verdict.digest}"]
    if verdict.printed_fits is not None:
        fits = "is the same" if verdict.printed_fits else "is ANOTHER"
        lines.append(f"The number printed on the last page {fits}.")
    lines.append(
        {
            Looks.SAME: "The pages are, byte by byte, what the document inside gives.",
            Looks.OTHER: "The pages are NOT what the document inside gives.",
            Looks.NOT_COMPARED: "The pages were not compared: there are none, or another version drew them.",
        }[verdict.looks]
    )
    if verdict.holds:
        lines.append("Nothing contradicts. Compare the number with the sender's: only that shows who made it.")
    return lines


def _words() -> dict[str, str]:
    """The words of documents, from the catalogs alone."""
    speaking = Flask("huskurage", static_folder=None)
    set_up(speaking, shipped("translations"))
    with speaking.app_context():
        return paper_words()


COMMANDS = (verify_file,)
