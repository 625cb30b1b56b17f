"""The command that delivers the letters that are due, once."""

from functools import partial

import click

from huskurage.actions.delivery import deliver_letters
from huskurage.cli.setting import database, now
from huskurage.mail import post_for
from huskurage.settings import Settings
from huskurage.web.database import transaction


@click.command()
def letters() -> None:
    """Deliver the letters that are due, and ask the mail server whether it is there."""
    settings = Settings.from_env()
    found = database(settings)
    post = post_for(settings.mail, settings.letterhead, production=settings.production)
    try:
        done = deliver_letters(partial(transaction, found), now=now(), post=post)
    finally:
        found.close()
    click.echo(f"{done.delivered} delivered, {done.dropped} not needed any more, {done.failed} failed.")
    if settings.mail is None:
        click.echo("No mail server is set up: nothing is sent. See HUSKURAGE_MAIL_HOST in docs/settings.md.", err=True)


COMMANDS = (letters,)
