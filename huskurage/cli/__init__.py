"""The `huskurage` command: each command parses, opens a transaction, calls an action and says what happened."""

import click
from sqlalchemy.exc import OperationalError

from huskurage.cli import (
    demo,
    drawing,
    houses,
    jobs,
    keys,
    letters,
    log,
    materials,
    municipalities,
    people,
    posters,
    serving,
    verifying,
)
from huskurage.settings import BadSettings
from huskurage.store.engine import WrongKeyStore


class Commands(click.Group):
    """The group of all commands; wrong settings and a database that does not answer end in plain words."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except BadSettings as error:
            raise click.ClickException(f"These settings cannot work:\n{error}\nSee docs/settings.md.") from None
        except WrongKeyStore:
            raise click.ClickException(
                "The key store is not the one of this database. Bring back the newest copy of its key store."
            ) from None
        except OperationalError as error:
            why = str(error.orig).partition("\n")[0]  # the driver's words: no statement, no passphrase
            raise click.ClickException(f"The database that DATABASE_URL names does not answer: {why}") from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Huskurage: posters, guidance and sealed concerns for neighbours who hear violence through the wall."""


ROOMS = (
    serving, demo, posters, drawing, houses, materials, keys, people, municipalities, letters, jobs, log, verifying,
)  # fmt: skip
for command in (one for room in ROOMS for one in room.COMMANDS):
    main.add_command(command)
