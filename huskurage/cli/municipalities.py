"""Commands about municipalities that share an installation: which there are, and each one's own host name."""

import click
from sqlalchemy import select

from huskurage.cli.setting import looking, working
from huskurage.settings import HOST_PATTERN
from huskurage.store.places import Municipality, municipalities


@click.command("municipalities")
def listed() -> None:
    """The short name, name and own host of every municipality, tab between."""
    with looking() as session:
        for one in municipalities(session):
            click.echo(f"{one.slug}\t{one.name}\t{one.host or '-'}")


@click.command("municipality-host")
@click.argument("slug", metavar="MUNICIPALITY")
@click.argument("host")
def municipality_host(slug: str, host: str) -> None:
    """Let pages without a house's tag belong to MUNICIPALITY when they are asked for under HOST.

    Only needed where several municipalities share an installation; point the name at this server, too.
    """
    name = host.strip().lower()
    if not HOST_PATTERN.fullmatch(name) or ":" in name:
        raise click.ClickException(f"{host!r} is no bare host name, such as oro.kommun.example.")
    with working() as session:
        found = session.scalars(select(Municipality).where(Municipality.slug == slug)).first()
        if found is None:
            raise click.ClickException(f"No municipality is called {slug!r}. `huskurage municipalities` names them.")
        others = [one for one in municipalities(session) if one.host == name and one is not found]
        if others:
            raise click.ClickException(f"{name} belongs to {others[0].name} already.")
        found.host = name
        click.echo(f"Pages asked for under {name} belong to {found.name}.")


COMMANDS = (listed, municipality_host)
