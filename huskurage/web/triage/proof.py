"""How the inbox proves that it works: the last check, the last letter, who stands by; and what to do otherwise."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from huskurage.actions.people import Unlocked
from huskurage.actions.standby import Standby, standby
from huskurage.core.swedish_time import local
from huskurage.store.outbox import Upkeep, upkeep
from huskurage.web.triage.rows import moment_words

CHECKED_WITHIN = timedelta(minutes=15)


@dataclass(frozen=True)
class Proof:
    """The words of the line under the inbox, and the red ones above it."""

    checked: str
    delivered: str
    standing_by: tuple[Standby, ...]
    faults: tuple[str, ...]


def proof(session: Session, unlocked: Unlocked, now: datetime) -> Proof:
    """What is known of the site's own work right now."""
    seen = upkeep(session)
    return Proof(
        checked=moment_words(seen.checked_at, now) if seen.checked_at else str(_("never")),
        delivered=moment_words(seen.delivered_at, now) if seen.delivered_at else str(_("none yet")),
        standing_by=tuple(standby(session, unlocked, local(now).date())),
        faults=tuple(_faults(seen, now)),
    )


def _faults(seen: Upkeep, now: datetime) -> list[str]:
    found = []
    if seen.checked_at is None or seen.checked_at < now - CHECKED_WITHIN:
        found.append(
            _(
                "The site's own checks have stopped: nobody is reminded of anything. Look here every hour, and ask "
                "whoever runs the site to start them again (huskurage jobs)."
            )
        )
    if seen.failing_since is not None:
        since = moment_words(seen.failing_since, now)
        found.append(
            _(
                "Letters have not come through since %(moment)s: nobody is reminded. Look here every hour, and ask "
                "whoever runs the site to look at the mail server.",
                moment=since,
            )
        )
    return [str(one) for one in found]
