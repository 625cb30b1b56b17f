"""Filing a concern from a form page exactly once, behind the derivation queue and inside one transaction."""

import hashlib

from sqlalchemy.exc import IntegrityError

from huskurage.actions.guidance import Spot
from huskurage.actions.reporting import Outcome, file_report
from huskurage.core.codes import CodeKeys, code_keys, receipt_code
from huskurage.core.concern import Concern
from huskurage.web.database import transaction
from huskurage.web.site import now, site

PATIENCE = 20.0  # seconds


def file_once(concern: Concern, ticket: bytes, spot: Spot, *, suspect: bool) -> tuple[str, Outcome]:
    """Keep the concern and answer its receipt code; the same page sent twice gives the same code and one report.

    When the answer is there, the concern is on disk. Raises Busy, NoInboxIsLive.
    """
    pepper = site().settings.pepper
    code = receipt_code(ticket, pepper)
    keys = site().derivations.run(lambda: code_keys(code, pepper, cost=site().code_cost), patience=PATIENCE)
    quarantined = suspect or not _within_budget(spot)
    try:
        return code, _file(concern, keys, spot, quarantined=quarantined)
    except IntegrityError:  # the same page was sent twice at once: the other send made the report
        return code, _file(concern, keys, spot, quarantined=quarantined)


def _file(concern: Concern, keys: CodeKeys, spot: Spot, *, quarantined: bool) -> Outcome:
    with transaction() as session:
        return file_report(
            session,
            concern=concern,
            keys=keys,
            municipality_id=spot.municipality_id,
            now=now(),
            quarantined=quarantined,
        )


def _within_budget(spot: Spot) -> bool:
    """Whether this many sends from one house, and to one municipality, still look like people."""
    house = hashlib.blake2b((spot.tag or "").encode(), digest_size=8).digest()
    town = str(spot.municipality_id).encode()
    return site().tag_sends.spend(house, now()) and site().inbox_sends.spend(town, now())
