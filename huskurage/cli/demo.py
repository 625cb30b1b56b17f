"""Commands of the demo: load it, show the current code of one of its people, and run everything at once."""

import subprocess
import sys
import time
from pathlib import Path

import click
import pyotp

from huskurage.actions.guidance import address_behind
from huskurage.cli.serving import name_host, start_server
from huskurage.cli.setting import now
from huskurage.core.qr import print_url, qr_text
from huskurage.demo.loading import keep_sign_ins, kept_sign_ins, load_demo
from huskurage.settings import Settings
from huskurage.store.engine import Database
from huskurage.store.houses import every_stairwell
from huskurage.store.places import municipalities
from huskurage.web.database import reading, transaction

LANGUAGES = "sv,en,ar"
LANDLORD = "lindbackahem"


@click.command()
def demo() -> None:
    """Load the demo into an empty database and print how its people sign in."""
    settings = Settings.from_env()
    if settings.production:
        raise click.ClickException("The demo's passphrases lie in a file: it is not loaded in production.")
    if not load_if_empty(settings):
        raise click.ClickException("The database is not empty; the demo is only loaded into an empty one.")
    show_sign_ins(settings.data_dir)


@click.command("demo-code")
@click.argument("name")
def demo_code(name: str) -> None:
    """The current six-digit code of one of the demo's people, for example Asta."""
    people = kept_sign_ins(Settings.from_env().data_dir)
    found = next((one for one in people if one.name.casefold() == name.casefold()), None)
    if found is None:
        raise click.ClickException(f"The demo here has nobody called {name!r}.")
    click.echo(pyotp.TOTP(found.totp_secret).at(int(time.time())))


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def run(host: str, port: int) -> None:
    """Prepare the database, load the demo into an empty one, draw posters, and serve."""
    if Settings.from_env().production:
        raise click.ClickException("`run` shows the demo. In production use `huskurage migrate` and `huskurage serve`.")
    name_host(host, port)
    settings = Settings.from_env()
    load_if_empty(settings)
    tag, _address = first_stairwell(settings)
    folder = settings.data_dir / "posters"
    drawn = (folder / "poster.pdf", folder / f"{LANDLORD}.pdf")
    if not drawn[0].exists():
        draw_apart("poster", tag, drawn[0])
    if not drawn[1].exists():
        draw_apart("estate", LANDLORD, drawn[1], "--only-look")
    show(settings, f"http://{host}:{port}", drawn)
    start_server(settings, host, port)


def draw_apart(command: str, what: str, out: Path, *more: str) -> None:
    """Draw in a process of its own.

    The typesetter begins threads. The server's worker is forked from this process: it would have none of them, and its
    first drawing would wait for them for ever.
    """
    words = [command, what, "--languages", LANGUAGES, "--out", str(out), *more]
    done = subprocess.run([sys.executable, "-m", "huskurage", *words], check=False)  # noqa: S603 - our own program
    if done.returncode:
        raise click.ClickException(f"{out.name} could not be drawn.")


def load_if_empty(settings: Settings) -> bool:
    """Bring the schema up, and load the demo when nothing has been set up; says whether it was loaded."""
    database = Database(settings.database_url, settings.key_store_url)
    database.migrate()
    try:
        with transaction(database) as session:
            if municipalities(session):
                return False
            made = load_demo(session, pepper=settings.pepper, now=now())
            click.echo(f"Loaded Lindbacka kommun: {made.imported.new} stairwells of Lindbackahem.")
        keep_sign_ins(made, settings.data_dir)
    finally:
        database.close()
    return True


def first_stairwell(settings: Settings) -> tuple[str, str]:
    """The tag and the whole address of the first stairwell whose posters carry its own."""
    database = Database(settings.database_url, settings.key_store_url)
    with reading(database) as session:
        found = next(one for one in every_stairwell(session) if one.shared_area_id is None)
        named = found.tag, address_behind(found)
    database.close()
    return named


def show(settings: Settings, address: str, drawn: tuple[Path, Path]) -> None:
    """Say in plain words where everything is."""
    tag, stairwell = first_stairwell(settings)
    url = print_url(settings.address, tag)
    click.echo(f"\nOne building's code, {stairwell}. It leads to {url}\n")
    click.echo(qr_text(url))
    click.echo("\nPosters:")
    for path in drawn:
        click.echo(f"  {path}")
    click.echo("\nAddresses:")
    click.echo(f"  {address}/{tag}   what a neighbour sees who scans that poster")
    click.echo(f"  {address}/staff/    sign in: coordinators, landlord staff, administrator")
    show_sign_ins(settings.data_dir)
    click.echo("\nServing. Ctrl-C stops.\n")


def show_sign_ins(folder: Path) -> None:
    """How the demo's people sign in."""
    people = kept_sign_ins(folder)
    if not people:
        return
    click.echo("\nDemo sign-ins (name, passphrase, secret for an authenticator app):")
    for one in people:
        click.echo(f"  {one.name:8} {one.passphrase:30} {one.totp_secret}")
    click.echo("The six-digit code right now: `huskurage demo-code Asta` (.venv/bin/huskurage in a checkout).")


COMMANDS = (demo, demo_code, run)
