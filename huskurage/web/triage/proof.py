"""How the inbox proves that it works: the last check, the last letter, who stands by, and what is wrong."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from huskurage.actions.duty import unmanned_inboxes
from huskurage.actions.inboxes import Alarm, warnings_for
from huskurage.actions.letters import is_failing, jobs_are_late
from huskurage.actions.people import Unlocked
from huskurage.actions.standby import Standby, standby
from huskurage.core.swedish_time import local
from huskurage.store.inboxes import Inbox, inboxes_of
from huskurage.store.outbox import Upkeep, letters_of, upkeep
from huskurage.web.site import site
from huskurage.web.triage.rows import moment_words

AHEAD = 14  # days on which it matters here that somebody is on duty


@dataclass(frozen=True)
class Proof:
    """The words of the line under the inbox, and the red ones above it."""

    checked: str
    delivered: str
    standing_by: tuple[Standby, ...]
    faults: tuple[str, ...]
    alarms: tuple[tuple[Alarm, Inbox], ...]
    unmanned: tuple[tuple[Inbox, list[date]], ...]


def proof(session: Session, unlocked: Unlocked, now: datetime) -> Proof:
    """What is known of the site's own work right now."""
    seen, account, today = upkeep(session), unlocked.account, local(now).date()
    mine = [inbox for inbox in inboxes_of(session, account.municipality_id) if inbox.is_held_by(account)]
    return Proof(
        checked=moment_words(seen.checked_at, now) if seen.checked_at else str(_("never")),
        delivered=moment_words(seen.delivered_at, now) if seen.delivered_at else str(_("none yet")),
        standing_by=tuple(standby(session, unlocked, today)),
        faults=tuple(_faults(session, seen, account.municipality_id, now)),
        alarms=tuple(warnings_for(session, account, today=today)),
        unmanned=tuple(unmanned_inboxes(session, mine, today, AHEAD)),
    )


def _faults(session: Session, seen: Upkeep, municipality_id: int, now: datetime) -> list[str]:
    found = []
    if site().settings.production and site().settings.mail is None:
        found.append(_("No mail server is set up: nobody is told of anything. Look here every hour."))
    if seen.checked_at is None or jobs_are_late(session, now=now):
        found.append(
            _(
                "The site's own checks have stopped: nobody is reminded of anything. Look here every hour, and ask "
                "whoever runs the site to start them again (huskurage jobs)."
            )
        )
    if seen.failing_since is not None and is_failing(session, now=now):
        since = moment_words(seen.failing_since, now)
        found.append(
            _(
                "Letters have not come through since %(moment)s: nobody is reminded. Look here every hour, and ask "
                "whoever runs the site to look at the mail server.",
                moment=since,
            )
        )
    if given_up := [one.account.name for one in letters_of(session, municipality_id) if one.dead]:
        names = ", ".join(given_up)
        found.append(
            _(
                "Letters to %(names)s were given up: they are not told that something waits. Look at Set up, Letters, "
                "and put the address right.",
                names=names,
            )
        )
    return [str(one) for one in found]
