"""Commands about houses: import a list, list the tags, and draw what was ordered on the site."""

from pathlib import Path

import click

from huskurage.actions.housing import import_houses, read_list
from huskurage.actions.posters import run_print
from huskurage.cli.setting import app, landlord, now, working
from huskurage.core.table import Unreadable
from huskurage.store.houses import every_stairwell
from huskurage.web.database import reading, transaction
from huskurage.web.housing.press import press
from huskurage.web.site import clock, site


@click.command()
def tags() -> None:
    """The tag, address and landlord of every stairwell, tab between."""
    with working() as session:
        for one in every_stairwell(session):
            building = one.building
            click.echo(f"{one.tag}\t{one.address}, {building.postcode} {building.city}\t{building.landlord.name}")


@click.command("import-houses")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--landlord", "slug", required=True, help="The landlord's short name.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; save nothing.")
def import_list(file: Path, slug: str, *, dry_run: bool) -> None:
    """Import a landlord's houses from XLSX or CSV; faulty rows are named and left out."""
    try:
        reading = read_list(file.read_bytes(), file.name)
    except Unreadable as error:
        raise click.ClickException(f"{file.name} cannot be read: {error}") from None
    for fault in reading.faults:
        column = fault.column.value if fault.column else "row"
        click.echo(f"row {fault.row}, {column}: {fault.why.value}", err=True)
    if dry_run:
        click.echo(f"{len(reading.houses)} stairwells, {len(reading.faults)} faults. Nothing saved.")
        return
    with working() as session:
        done = import_houses(session, landlord=landlord(session, slug), reading=reading, account=None, now=now())
    click.echo(f"{done.new} new, {done.changed} changed, {done.unchanged} unchanged, {len(reading.faults)} faults.")


@click.command("draw-print", hidden=True)
@click.argument("job_id")
def draw_print(job_id: str) -> None:
    """Draw an ordered print; the site starts this by itself."""
    with app().app_context():
        folder = site().settings.data_dir
        run_print(job_id, transaction=transaction, reading=reading, press=press(), folder=folder, clock=clock)


COMMANDS = (tags, import_list, draw_print)
