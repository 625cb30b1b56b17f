"""Commands about houses: import a landlord's list, with the words of the pages, and take the register out."""

from collections.abc import Sequence
from pathlib import Path

import click
from sqlalchemy.orm import Session

from huskurage.actions.exports import export_houses
from huskurage.actions.housing import import_houses, planned
from huskurage.cli.setting import app, landlord, now
from huskurage.core.exporting import csv_bytes, xlsx_bytes
from huskurage.core.houses import Reading, read_houses
from huskurage.core.imports import Plan
from huskurage.core.lists import HouseList, without_people
from huskurage.core.spreadsheet import read_table
from huskurage.core.table import Unreadable
from huskurage.web.database import transaction
from huskurage.web.housing.words import dropped_words, fault_words, in_english, refusal_words
from huskurage.web.site import site


@click.command("import-houses")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--landlord", "slug", required=True, help="The landlord's short name.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; save nothing.")
def import_list(file: Path, slug: str, *, dry_run: bool) -> None:
    """Import a landlord's houses from XLSX or CSV; faulty rows are named and left out."""
    with app().app_context(), in_english():
        houses = _read(file)
        reading = read_houses(houses.table, houses.guessed())
        with transaction() as session:
            owner = landlord(session, slug)
            plan = planned(session, owner.id, reading)
            _tell(houses, reading, plan)
            if not dry_run:
                small_below = site().settings.small_building
                import_houses(
                    session, landlord=owner, reading=reading, account=None, now=now(), small_below=small_below
                )
    click.echo("Nothing saved." if dry_run else "Saved.")


@click.command("export-houses")
@click.argument("slug", metavar="LANDLORD")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="A file .xlsx or .csv.")
def export_list(slug: str, out: Path) -> None:
    """Write a LANDLORD's register as XLSX or CSV; importing it changes nothing."""

    def lines(session: Session) -> Sequence[Sequence[str]]:
        return export_houses(session, landlord(session, slug).id, account=None, now=now())

    kinds = {".xlsx": xlsx_bytes, ".csv": csv_bytes}
    if out.suffix.lower() not in kinds:
        raise click.ClickException(f"{out.name}: the name must end in .xlsx or .csv.")
    with app().app_context(), transaction() as session:
        content = kinds[out.suffix.lower()](lines(session))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(content)
    click.echo(f"{out}: {len(content) // 1000} kB")


def _read(file: Path) -> HouseList:
    try:
        return without_people(read_table(file.read_bytes(), file.name))
    except Unreadable as error:
        raise click.ClickException(f"{file.name} cannot be read: {refusal_words(error)}") from None


def _tell(houses: HouseList, reading: Reading, plan: Plan) -> None:
    """The preview, in the words of the page."""
    for dropped in houses.dropped:
        click.echo(dropped_words(dropped), err=True)
    for fault in reading.faults:
        click.echo(f"Row {fault.row}: {fault_words(fault)}", err=True)
    for one in reading.duplicates:
        click.echo(f"Row {one.row} names the same stairwell as row {one.first_row}.", err=True)
    faulty = len({fault.row for fault in reading.faults})
    click.echo(
        f"{len(plan.new)} new, {len(plan.changed)} changed, {plan.unchanged} unchanged, {faulty} faulty rows, "
        f"{len(reading.duplicates)} repeated."
    )


COMMANDS = (import_list, export_list)
