"""What is done by itself: `huskurage jobs` does it once, and the server again every minute."""

import logging
import random
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime

import click
from sqlalchemy.orm import Session

from huskurage.actions.cover import plan_cover_rounds
from huskurage.actions.delivery import deliver_letters
from huskurage.actions.escalation import escalate
from huskurage.actions.feedback import announce, forget_remarks
from huskurage.actions.invitations import forget_old
from huskurage.actions.letters import order_letter
from huskurage.actions.printline import tidy_prints
from huskurage.actions.reminders import remind
from huskurage.actions.retention import purge_due
from huskurage.actions.tags import settle_small_buildings
from huskurage.actions.undoing import forget_journals
from huskurage.actions.upkeep import Job, Transaction, in_many_transactions, in_one_transaction, run_jobs
from huskurage.cli.setting import app
from huskurage.core.faults import place_of
from huskurage.store.people import Account
from huskurage.web.database import transaction
from huskurage.web.prints.press import begin_process
from huskurage.web.site import EXTENSION, Site

log = logging.getLogger("huskurage")
FIRST = 5.0  # seconds from the start of the server to its first round, at most
SECONDS_BETWEEN = 60.0
JITTER = 10.0  # seconds more or less, so that hosts do not keep step


def due_jobs(site: Site) -> tuple[Job, ...]:
    """Everything that is done by itself, in its order."""

    def order(session: Session, account: Account, now: datetime) -> bool:
        return order_letter(session, account, now=now)

    def prints(begin: Transaction, now: datetime) -> None:
        def start(job_id: str) -> None:
            begin_process(site, job_id)

        tidy_prints(begin, now=now, folder=site.settings.data_dir, start=start)

    return (
        in_one_transaction("escalate", lambda session, now: escalate(session, now=now, order_letter=order)),
        in_one_transaction("remind", lambda session, now: remind(session, now=now, order_letter=order)),
        in_one_transaction("feedback", lambda session, now: announce(session, now=now, order_letter=order)),
        in_many_transactions("letters", lambda begin, now: deliver_letters(begin, now=now, post=site.post)),
        in_many_transactions("purge", lambda begin, now: purge_due(begin, now=now)),
        in_one_transaction("invitations", forget_old),
        in_one_transaction("old feedback", forget_remarks),
        in_one_transaction("cover", plan_cover_rounds),
        in_many_transactions("prints", prints),
        in_one_transaction("imports", forget_journals),
        in_one_transaction(
            "small buildings",
            lambda session, now: settle_small_buildings(session, now, small_below=site.settings.small_building),
        ),
    )


@click.command("jobs")
def once() -> None:
    """Do everything that is due, once: tell people of what waits, purge, tidy prints. Harmless to repeat."""
    site: Site = app().extensions[EXTENSION]
    try:
        failed = run_due(site)
    finally:
        site.database.close()
    if failed:
        raise click.ClickException(f"Failed: {', '.join(failed)}. The log names the place; the others were done.")
    click.echo("Everything that was due has been done.")


def run_due(site: Site) -> tuple[str, ...]:
    """Run the site's jobs on its own database at this moment; answers the names of those that failed."""

    def begin() -> AbstractContextManager[Session]:
        return transaction(site.database)

    return run_jobs(begin, now=site.clock(), jobs=due_jobs(site))


def keep_up(site: Site) -> threading.Thread:
    """Run the jobs again and again beside the server, in one thread, so that a slow one never meets itself."""
    thread = threading.Thread(target=again_and_again, args=(site, threading.Event()), name="jobs", daemon=True)
    thread.start()
    return thread


def again_and_again(site: Site, stop: threading.Event) -> None:
    """Rounds until told to stop; none ends them."""
    for wait in waits():
        if stop.wait(wait):
            return
        try:
            run_due(site)
        except Exception as error:  # noqa: BLE001 - a database that is away comes back
            log.error("jobs: %s", place_of(error))  # noqa: TRY400 - the error's own text stays out of the log


def waits() -> Iterator[float]:
    """How long to wait before each round, in seconds: the first soon after the start, then about a minute."""
    draw = random.SystemRandom()
    yield draw.uniform(1, FIRST)
    while True:
        yield SECONDS_BETWEEN + draw.uniform(-JITTER, JITTER)


COMMANDS = (once,)
