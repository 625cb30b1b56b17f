"""Commands about posters: list the tags, draw one poster or a whole estate."""

from collections.abc import Callable
from pathlib import Path

import click
from sqlalchemy.orm import Session

from huskurage.actions.drawing import run_print
from huskurage.actions.posters import draw_posters, one_poster
from huskurage.cli.setting import app, landlord, now, working
from huskurage.core.languages import language
from huskurage.core.poster import CannotDraw, TooManySheets
from huskurage.core.printorder import DEFAULT_DESIGN, PrintOrder
from huskurage.core.proof import WrongCode, prove
from huskurage.core.qr import CodeTooDense
from huskurage.core.swedish_time import local
from huskurage.store.houses import Stairwell, every_stairwell, stairwell_by_tag, stairwells_of
from huskurage.web.database import reading, transaction
from huskurage.web.language import offered
from huskurage.web.prints.press import press, start_drawing
from huskurage.web.site import clock, site

FORMATS = ["a4"]
Draw = Callable[[Session, tuple[str, ...]], bytes]


@click.command()
def tags() -> None:
    """Every stairwell: its own tag, address, landlord, and the tag its posters carry; a tab between."""
    with working() as session:
        for one in every_stairwell(session):
            building = one.building
            address = f"{one.address}, {building.postcode} {building.city}"
            click.echo(f"{one.own_tag}\t{address}\t{building.landlord.name}\t{one.tag}")


@click.command()
@click.argument("tag")
@click.option("--format", "form", type=click.Choice(FORMATS), default="a4", show_default=True)
@click.option("--design", type=click.Choice([DEFAULT_DESIGN]), default=DEFAULT_DESIGN, show_default=True)
@click.option(
    "--languages",
    default="sv,en,ar",
    show_default=True,
    help="Tags with commas between; Swedish comes first.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
def poster(tag: str, form: str, design: str, languages: str, out: Path) -> None:
    """Draw the poster of the stairwell behind TAG."""
    del form, design  # the only ones there are

    def one(session: Session, chosen: tuple[str, ...]) -> bytes:
        found = stairwell_by_tag(session, tag.upper())
        if found is None:
            raise click.ClickException(f"No stairwell has the tag {tag!r}. `huskurage tags` lists them.")
        return one_poster(found, press=press(), order=PrintOrder(languages=chosen), made_on=local(now()).date())

    write_drawn(one, languages, out)


@click.command()
@click.argument("slug", metavar="LANDLORD")
@click.option(
    "--languages",
    default="sv,en,ar",
    show_default=True,
    help="Tags with commas between; Swedish comes first.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
def estate(slug: str, languages: str, out: Path) -> None:
    """Draw every poster of a LANDLORD into one PDF, in walking order."""

    def all_of_them(session: Session, chosen: tuple[str, ...]) -> bytes:
        houses: list[Stairwell] = list(session.scalars(stairwells_of(landlord(session, slug).id)))
        order, today = PrintOrder(languages=chosen), local(now()).date()
        pdf, expected = draw_posters(houses, press=press(), order=order, made_on=today)
        prove(pdf, expected)
        return pdf

    write_drawn(all_of_them, languages, out)


@click.command("draw-print", hidden=True)
@click.argument("job_id")
def draw_print(job_id: str) -> None:
    """Draw an ordered print; the site starts this by itself."""
    with app().app_context():
        folder = site().settings.data_dir
        run_print(
            job_id,
            transaction=transaction,
            reading=reading,
            press=press(),
            folder=folder,
            clock=clock,
            start=start_drawing,
        )


def write_drawn(draw: Draw, languages: str, out: Path) -> None:
    """Draw within the site's words and write the PDF; ends in plain words when it cannot be drawn."""
    site_app = app()
    with site_app.app_context(), reading() as session:
        try:
            pdf = draw(session, chosen_languages(languages, {one.tag for one in offered()}))
        except (CannotDraw, CodeTooDense, TooManySheets, WrongCode) as error:
            raise click.ClickException(str(error)) from None
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(pdf)
    click.echo(f"{out}: {len(pdf) // 1000} kB")


def chosen_languages(written: str, known: set[str]) -> tuple[str, ...]:
    """The languages to print, Swedish first; ends in plain words when one is not offered."""
    wanted = [one.strip() for one in written.split(",") if one.strip()]
    for one in wanted:
        if language(one) is None or one not in known:
            raise click.ClickException(f"{one!r} is not a language that is offered: {', '.join(sorted(known))}.")
    return ("sv", *dict.fromkeys(one for one in wanted if one != "sv"))


COMMANDS = (tags, poster, estate, draw_print)
