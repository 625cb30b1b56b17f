"""Commands about recovery kits: make a new one, test-open the printed one, list who can open what."""

import click
from sqlalchemy import select

from huskurage.actions.errors import NotFound
from huskurage.actions.keys import replace_kit, test_open_kit
from huskurage.actions.people import open_account
from huskurage.cli.setting import now, working
from huskurage.core.keys import NotAKit
from huskurage.core.sealing import Unsealable
from huskurage.core.swedish_time import local
from huskurage.store.inboxes import Inbox
from huskurage.store.people import account_by_login


@click.command("openings")
def openings() -> None:
    """Who can open what: every inbox with its keyholders and its recovery kit."""
    with working() as session:
        for inbox in session.scalars(select(Inbox).order_by(Inbox.id)):
            click.echo(f"{inbox.id}\t{inbox.name}\t{'live' if inbox.live else 'not live'}")
            for one in inbox.openings:
                who = one.account.name if one.account else "recovery kit"
                tested = f", test-opened {one.test_opened_on}" if one.test_opened_on else ""
                click.echo(f"\t{who}{tested}")


@click.command("recovery-kit")
@click.argument("inbox_id", type=int)
@click.option("--keyholder", required=True, help="The sign-in name of somebody who can open the inbox.")
@click.option("--passphrase", prompt=True, hide_input=True, help="That person's passphrase; asked for when left out.")
def recovery_kit(inbox_id: int, keyholder: str, passphrase: str) -> None:
    """Make a new recovery kit for an inbox and show its code, once. The old kit opens nothing any more."""
    with working() as session:
        inbox, account = session.get(Inbox, inbox_id), account_by_login(session, keyholder.casefold())
        pair = open_account(account, passphrase)
        if inbox is None or account is None or pair is None:
            raise click.ClickException("No such inbox, or the name or passphrase is wrong.")
        try:
            kit = replace_kit(session, inbox=inbox, holder=pair, account=account, now=now())
        except NotFound:
            raise click.ClickException("This person cannot open that inbox.") from None
    click.echo("Write this code on two papers, lock them in at two places, and then run `huskurage test-kit`.")
    click.echo(kit.code)


@click.command("test-kit")
@click.argument("inbox_id", type=int)
@click.option("--code", prompt="The code on the paper", help="The kit's code; asked for when left out.")
def test_kit(inbox_id: int, code: str) -> None:
    """Open an inbox with the code on the paper, and note that it does open."""
    with working() as session:
        inbox = session.get(Inbox, inbox_id)
        if inbox is None:
            raise click.ClickException("No such inbox.")
        try:
            test_open_kit(session, inbox=inbox, typed=code, now=now(), today=local(now()).date())
        except (NotAKit, NotFound, Unsealable):
            raise click.ClickException("This code does not open that inbox.") from None
    click.echo("The kit opens the inbox.")


COMMANDS = (openings, recovery_kit, test_kit)
