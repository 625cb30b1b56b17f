"""Commands about the log: where it ends, to write that down elsewhere, and whether it is whole."""

import click

from huskurage.actions.logbook import Verdict
from huskurage.actions.logbook import verify as follow
from huskurage.cli.setting import looking
from huskurage.store.audit import head_of

DIGEST_SIZE = 32


@click.group()
def log() -> None:
    """The log of what staff did: prove that nothing in it was changed or left out."""


@log.command()
def head() -> None:
    """Print POSITION:DIGEST of the last line: write it down where nobody who administers the server can change it."""
    with looking() as session:
        click.echo(written(*head_of(session)))


@log.command()
@click.option(
    "--expect",
    multiple=True,
    metavar="POSITION:DIGEST",
    help="What `huskurage log head` printed earlier; may be given more than once.",
)
def verify(expect: tuple[str, ...]) -> None:
    """Follow the whole chain, line by line; end with an error and say where it breaks when it is not whole."""
    noted = dict(map(read_noted, expect))
    with looking() as session:
        verdict = follow(session, noted)
    for words in faults(verdict):
        click.echo(words, err=True)
    if not verdict.whole:
        raise click.exceptions.Exit(1)
    click.echo(f"The log is whole: {verdict.position} lines, each bound to all before it.")
    if noted:
        click.echo("Every line that was noted is there, unchanged: nothing was cut off or written anew since.")
    click.echo("Note this elsewhere, and give it to the next check with --expect:")
    click.echo(written(verdict.position, verdict.digest))


def faults(verdict: Verdict) -> list[str]:
    """What is wrong, in plain words."""
    found = []
    if verdict.broken_at is not None:
        found.append(
            f"The log is NOT whole. It breaks first at line {verdict.broken_at}: that line was changed, left out, put "
            f"in or moved. What stands before it is untouched; from there on nothing is proved."
        )
    found += [f"Line {one} is not the one that was noted: the log was written anew since." for one in verdict.changed]
    found += [f"Line {one} was noted, but the log ends before it: lines were cut off." for one in verdict.missing]
    if verdict.head_missing:
        found.append(
            "The lines do not fit the log's own count: some were cut off at the end, or the count was changed."
        )
    return found


def read_noted(typed: str) -> tuple[int, bytes]:
    """The position and digest of a noted line; ends in plain words when it is none."""
    position, _, digest = typed.strip().partition(":")
    try:
        read = int(position), bytes.fromhex(digest)
    except ValueError:
        read = 0, b""
    if read[0] < 0 or len(read[1]) != DIGEST_SIZE:
        raise click.BadParameter(f"{typed!r} is not POSITION:DIGEST as `huskurage log head` prints it.")
    return read


def written(position: int, digest: bytes) -> str:
    return f"{position}:{digest.hex()}"


COMMANDS = (log,)
