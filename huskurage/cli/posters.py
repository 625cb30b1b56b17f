"""Commands about tags and ordered prints: list the tags, and draw what was ordered on the site."""

import click

from huskurage.actions.drawing import run_print
from huskurage.cli.setting import app, working
from huskurage.store.houses import every_stairwell
from huskurage.web.database import reading, transaction
from huskurage.web.prints.press import press, start_drawing
from huskurage.web.site import clock, site


@click.command()
def tags() -> None:
    """Every stairwell: its own tag, address, landlord, and the tag its posters carry; a tab between."""
    with working() as session:
        for one in every_stairwell(session):
            building = one.building
            address = f"{one.address}, {building.postcode} {building.city}"
            click.echo(f"{one.own_tag}\t{address}\t{building.landlord.name}\t{one.tag}")


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


COMMANDS = (tags, draw_print)
