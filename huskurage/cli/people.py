"""Commands that begin an installation: found a municipality, and invite somebody to it without any page."""

import re

import click
from sqlalchemy.orm import Session

from huskurage.actions.errors import AlreadyHere
from huskurage.actions.invitations import invite
from huskurage.cli.setting import landlord, now, working
from huskurage.core.access import Role
from huskurage.settings import Settings
from huskurage.store.places import Municipality, municipality_by_slug
from huskurage.web.forms import EMAIL

EXIT = "https://www.smhi.se/vader"
SLUG = r"[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?"


@click.command("found-municipality")
@click.argument("slug")
@click.argument("name")
@click.option(
    "--mandated-form", required=True, help="Where those with a duty to report write: the municipality's page."
)
@click.option("--exit-address", default=EXIT, show_default=True, help="Where `leave this page` leads.")
def found_municipality(slug: str, name: str, mandated_form: str, exit_address: str) -> None:
    """Found a municipality, for example: found-municipality lindbacka "Lindbacka kommun". It takes no concerns yet."""
    if not re.fullmatch(SLUG, slug):
        raise click.ClickException("The short name has small letters a to z, digits and hyphens.")
    for address in (mandated_form, exit_address):
        if not address.startswith("https://"):
            raise click.ClickException(f"{address!r} must begin with https://")
    with working() as session:
        if municipality_by_slug(session, slug) is not None:
            raise click.ClickException(f"There is a municipality called {slug!r} already.")
        session.add(Municipality(slug=slug, name=name, exit_address=exit_address, mandated_form=mandated_form))
    click.echo(f"{name} is founded. Next: huskurage invite NAME E-MAIL --role administrator --municipality {slug}")


@click.command("invite")
@click.argument("name")
@click.argument("login")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--municipality", "slug", required=True, help="The municipality's short name.")
@click.option("--landlord", "landlord_slug", help="The landlord's short name, for landlord staff.")
def invite_person(name: str, login: str, role: str, slug: str, landlord_slug: str | None) -> None:
    """Invite somebody; LOGIN is their e-mail address. Prints a link that works once, for seven days."""
    address = Settings.from_env().address
    if not re.match(EMAIL, login):
        raise click.ClickException(f"{login!r} is no e-mail address.")
    if (role == Role.LANDLORD_STAFF.value) != bool(landlord_slug):
        raise click.ClickException("--landlord goes with --role landlord_staff, and only with it.")
    with working() as session:
        municipality = _municipality(session, slug)
        employer = landlord(session, landlord_slug) if landlord_slug else None
        if employer is not None and employer.municipality_id != municipality.id:
            raise click.ClickException(f"{employer.name} is no landlord in {municipality.name}.")
        try:
            token = invite(
                session, municipality_id=municipality.id, name=name, email=login, role=Role(role),
                landlord=employer, by=None, now=now(),
            )  # fmt: skip
        except AlreadyHere:
            raise click.ClickException("Somebody there signs in with this address already.") from None
    click.echo(f"Pass this link on to {name}; it works once, for seven days:")
    click.echo(f"{address}/staff/join/{token}/")


def _municipality(session: Session, slug: str) -> Municipality:
    found = municipality_by_slug(session, slug)
    if found is None:
        raise click.ClickException(f"There is no municipality called {slug!r}. `found-municipality` founds one.")
    return found


COMMANDS = (found_municipality, invite_person)
