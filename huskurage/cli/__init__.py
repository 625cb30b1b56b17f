"""The `huskurage` command: each command parses, opens a transaction, calls an action and says what happened."""

import click

from huskurage.cli import demo, keys, posters, serving
from huskurage.settings import BadSettings


class Commands(click.Group):
    """The group of all commands; a deployment described wrongly ends in plain words."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except BadSettings as error:
            raise click.ClickException(f"These settings cannot work:\n{error}\nSee docs/settings.md.") from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Huskurage: posters, guidance and sealed concerns for neighbours who hear violence through the wall."""


for command in (*serving.COMMANDS, *demo.COMMANDS, *posters.COMMANDS, *keys.COMMANDS):
    main.add_command(command)
