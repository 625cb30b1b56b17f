"""Commands about keys: who can open what, a new recovery kit, trying the printed one, a new key for an inbox."""

from dataclasses import replace

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from huskurage.actions.errors import NotFound
from huskurage.actions.inboxes import Alarm, alarms
from huskurage.actions.keys import replace_kit, test_open_kit
from huskurage.actions.people import Unlocked, open_account
from huskurage.actions.rotation import begin_rotation, left_to_reseal, reseal_batch
from huskurage.cli.setting import now, working
from huskurage.core.keys import NotAKit
from huskurage.core.sealing import Unsealable
from huskurage.core.swedish_time import local
from huskurage.store.inboxes import Inbox
from huskurage.store.people import Account, account_by_login


@click.command("openings")
def openings() -> None:
    """Who can open what: every inbox with its keyholders and its recovery kit."""
    with working() as session:
        for inbox in session.scalars(select(Inbox).order_by(Inbox.id)):
            click.echo(f"{inbox.id}\t{inbox.name}\t{'live' if inbox.live else 'not live'}")
            for one in inbox.current_openings:
                who = one.account.name if one.account else "recovery kit"
                tested = f", test-opened {one.test_opened_on}" if one.test_opened_on else ""
                click.echo(f"\t{who}{tested}")
            for alarm in alarms(inbox, local(now()).date()):
                click.echo(f"\t! {ALARMS[alarm]}")


@click.command("recovery-kit")
@click.argument("inbox_id", type=int)
@click.option("--keyholder", required=True, help="The sign-in name of somebody who can open the inbox.")
@click.option("--passphrase", prompt=True, hide_input=True, help="That person's passphrase; asked for when left out.")
def recovery_kit(inbox_id: int, keyholder: str, passphrase: str) -> None:
    """Make a new recovery kit for an inbox and show its code, once. The old kit opens nothing any more."""
    with working() as session:
        unlocked = _unlocked(session, keyholder, passphrase)
        inbox = _inbox(session, unlocked.account, inbox_id)
        kit = replace_kit(session, inbox=inbox, holder=unlocked.pair, account=unlocked.account, now=now())
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


@click.command("rotate")
@click.argument("inbox_id", type=int)
@click.option("--keyholder", required=True, help="The sign-in name of somebody who can open the inbox.")
@click.option("--passphrase", prompt=True, hide_input=True, help="That person's passphrase; asked for when left out.")
def rotate(inbox_id: int, keyholder: str, passphrase: str) -> None:
    """Give an inbox a new key and seal everything to it. After an interruption: run it again, it goes on."""
    with working() as session:
        unlocked = _unlocked(session, keyholder, passphrase)
        inbox = _inbox(session, unlocked.account, inbox_id)
        if inbox.rotation_due or not inbox.unfinished:
            begin_rotation(session, unlocked, inbox, now=now())
        left, account_id = left_to_reseal(session, inbox), unlocked.account.id
    while True:
        with working() as session:
            again = replace(unlocked, account=session.get_one(Account, account_id))
            reached = reseal_batch(session, again, session.get_one(Inbox, inbox_id), now=now())
        if not reached:
            break
        click.echo(f"{reached} left")
        if reached == left:
            raise click.ClickException(
                f"{left} texts do not open and stay sealed to the old key. Is the key store right?"
            )
        left = reached
    click.echo("Everything in the inbox is sealed to its new key.")


def _unlocked(session: Session, login: str, passphrase: str) -> Unlocked:
    account = account_by_login(session, login.casefold())
    pair = open_account(account, passphrase)
    if account is None or pair is None:
        raise click.ClickException("The name or passphrase is wrong.")
    return Unlocked(account, pair, b"", now())


def _inbox(session: Session, account: Account, inbox_id: int) -> Inbox:
    inbox = session.get(Inbox, inbox_id)
    if inbox is None:
        raise click.ClickException("No such inbox.")
    if not inbox.is_held_by(account):
        raise click.ClickException("This person cannot open that inbox.")
    return inbox


ALARMS = {
    Alarm.TOO_FEW_OPENERS: "too few can open it",
    Alarm.KEY_DUE: "somebody left: it needs a new key (huskurage rotate)",
    Alarm.KEY_UNFINISHED: "not everything is sealed to its new key yet (huskurage rotate)",
    Alarm.KIT_UNTRIED: "the recovery kit was never tried",
    Alarm.KIT_OLD: "the recovery kit was tried more than a year ago",
}
COMMANDS = (openings, recovery_kit, test_kit, rotate)
