"""The command that writes the sheets for trainers, meetings and hanging into a folder."""

from pathlib import Path

import click

from huskurage.cli.setting import app
from huskurage.core.languages import STAFF_LANGUAGES
from huskurage.core.materials import Material
from huskurage.web.materials.views import drawn, file_name


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder to write to.")
def materials(out: Path) -> None:
    """Draw the sheets for trainers, house meetings and hanging posters, in Swedish and English."""
    out.mkdir(parents=True, exist_ok=True)
    with app().app_context():
        for material in Material:
            for language in STAFF_LANGUAGES:
                path = out / file_name(material, language)
                path.write_bytes(drawn(material, language))
                click.echo(f"{path}: {path.stat().st_size // 1000} kB")


COMMANDS = (materials,)
