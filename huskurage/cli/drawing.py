"""Commands that draw: one stairwell's poster, a landlord's whole estate, and which designs there are."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from huskurage.actions.binding import drawn_of
from huskurage.actions.drawing import note_drawn
from huskurage.actions.sheets import draw_posters, draw_screens, one_poster
from huskurage.cli.setting import app, landlord, now
from huskurage.core.designs import OPTIONS, PAPERS, CannotDraw, PrintOrder, design_names, is_picture, read_design
from huskurage.core.languages import language
from huskurage.core.poster import TooManySheets
from huskurage.core.proof import WrongCode, prove
from huskurage.core.qr import CodeTooDense
from huskurage.core.swedish_time import local
from huskurage.core.trial import design_faults
from huskurage.settings import Settings
from huskurage.store.houses import Stairwell, areas_by_name, stairwell_by_tag, stairwells_of
from huskurage.store.places import Landlord
from huskurage.web.database import reading, transaction
from huskurage.web.language import offered
from huskurage.web.prints.press import press
from huskurage.web.site import site

Command = Callable[..., None]
CHOICES = (
    click.option("--out", type=click.Path(path_type=Path), required=True, help="The file to write."),
    click.option(
        "--option", "options", multiple=True, type=click.Choice(OPTIONS),
        help="Again for each: little toner, for a print shop, for practice, with a code that needs no internet.",
    ),
    click.option(
        "--languages", default="sv,en,ar", show_default=True, help="Tags with commas between; Swedish comes first."
    ),
    click.option("--format", "form", type=click.Choice(list(PAPERS)), default="a4", show_default=True),
    click.option("--design", default="calm", show_default=True, help="`huskurage designs` lists them."),
)  # fmt: skip


def ordered(command: Command) -> Command:
    """The options that say what is wanted, the same for every command that draws."""
    return reduce(lambda done, option: option(done), CHOICES, command)


@click.command()
@click.argument("tag")
@ordered
def poster(tag: str, out: Path, **wanted: Any) -> None:  # noqa: ANN401 - the options of `ordered`
    """Draw the poster of the stairwell behind TAG, to look at: a PDF, or a PNG for a screen.

    It does not count as printed.
    """

    def one(session: Session, order: PrintOrder) -> None:
        found = stairwell_by_tag(session, tag.upper())
        if found is None:
            raise click.ClickException(f"No stairwell has the tag {tag!r}. `huskurage tags` lists them.")
        write(out, one_poster(found, press=press(), order=order, made_on=local(now()).date()))

    draw_as_ordered(one, **wanted)


@click.command()
@click.argument("slug", metavar="LANDLORD")
@click.option("--area", help="Only the houses of the area with this name.")
@click.option("--only-look", is_flag=True, help="They do not count as printed.")
@ordered
def estate(slug: str, area: str | None, out: Path, *, only_look: bool, **wanted: Any) -> None:  # noqa: ANN401 - the options of `ordered`
    """Draw every poster of a LANDLORD into one PDF, in walking order; for screens, a folder of PNGs.

    They count as printed, and the rounds then ask for them to be put up.
    """

    def all_of_them(session: Session, order: PrintOrder) -> None:
        owner = landlord(session, slug)
        houses = chosen_houses(session, owner, area)
        made_on, drawn = local(now()).date(), drawn_of(houses, order, press())
        draw_all(houses, order, made_on)
        if not only_look:
            with transaction() as noted:
                note_drawn(noted, drawn, landlord_id=owner.id, order=order, day=made_on)

    def draw_all(houses: list[Stairwell], order: PrintOrder, made_on: date) -> None:
        if is_picture(order.form):
            for house, picture in draw_screens(houses, press=press(), order=order, made_on=made_on):
                write(out / f"{house.address.replace('/', '-')} {house.tag}.png", picture)
            return
        pdf, expected = draw_posters(houses, press=press(), order=order, made_on=made_on, progress=tell)
        prove(pdf, expected)
        write(out, pdf)

    draw_as_ordered(all_of_them, **wanted)


@click.command()
def designs() -> None:
    """The designs and their formats; each is tried, and what is wrong with one is said in words."""
    posters_dir = Settings.from_env().posters_dir
    faulty = False
    for name in design_names(posters_dir):
        faults = design_faults(posters_dir, name)
        faulty = faulty or bool(faults)
        click.echo(f"{name}: " + ("; ".join(faults) or f"good; {', '.join(read_design(posters_dir, name).formats)}"))
    if faulty:
        raise click.ClickException("A design with a fault is not offered; the others are.")


def chosen_houses(session: Session, owner: Landlord, area: str | None) -> list[Stairwell]:
    """The landlord's stairwells in use, of one area if it is named; ends in plain words when there are none."""
    query = stairwells_of(owner.id)
    if area is not None:
        areas = areas_by_name(session, owner.id)
        found = areas.get(area.casefold())
        if found is None:
            names = ", ".join(one.name for one in areas.values() if one.name)
            raise click.ClickException(f"{owner.name} has no area called {area!r}; there are: {names}.")
        query = query.where(Stairwell.building.has(area_id=found.id))
    houses = [one for one in session.scalars(query) if one.retired_on is None]
    if not houses:
        raise click.ClickException(f"{owner.name} has no houses there.")
    return houses


def draw_as_ordered(
    draw: Callable[[Session, PrintOrder], None], *, design: str, form: str, languages: str, options: Iterable[str]
) -> None:
    """Draw within the site's words; ends in plain words when it cannot be drawn."""
    with app().app_context(), reading() as session:
        known = {one.tag for one in offered()}
        order = PrintOrder(
            design=design, form=form, options=frozenset(options), languages=chosen_languages(languages, known)
        )
        try:
            read_design(site().settings.posters_dir, design).form(form, order.options)
            draw(session, order)
        except (CannotDraw, CodeTooDense, TooManySheets, WrongCode) as error:
            raise click.ClickException(str(error)) from None


def chosen_languages(written: str, known: set[str]) -> tuple[str, ...]:
    """The languages to print, Swedish first; ends in plain words when one is not offered."""
    wanted = [one.strip() for one in written.split(",") if one.strip()]
    for one in wanted:
        if language(one) is None or one not in known:
            raise click.ClickException(f"{one!r} is not a language that is offered: {', '.join(sorted(known))}.")
    return ("sv", *dict.fromkeys(one for one in wanted if one != "sv"))


def write(out: Path, content: bytes) -> None:
    """Write a drawn file, its folder made where it is missing."""
    if out.is_dir():
        raise click.ClickException(f"{out} is a folder; name the file to write.")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}.") from None
    click.echo(f"{out}: {len(content) // 1000} kB")


def tell(done: int, total: int) -> None:
    """How far a long drawing is, for who waits at a terminal."""
    if total > 1:
        click.echo(f"{done} of {total} drawn", err=True)


COMMANDS = (poster, estate, designs)
