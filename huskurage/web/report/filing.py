"""Filing a concern from a form page exactly once, behind the derivation queue and inside one transaction."""

import hashlib

from sqlalchemy.exc import IntegrityError

from huskurage.actions.guidance import Spot
from huskurage.actions.reporting import Outcome, file_report
from huskurage.core.codes import CodeKeys, code_keys, receipt_code
from huskurage.core.concern import Concern
from huskurage.core.likeness import echo_of
from huskurage.store.inboxes import inbox_for
from huskurage.web.database import reading, transaction
from huskurage.web.site import now, site

PATIENCE = 20.0  # seconds


def file_once(concern: Concern, ticket: bytes, spot: Spot) -> tuple[str, Outcome]:
    """Keep the concern and answer its receipt code; the same page sent twice gives the same code and one report.

    When the answer is there, the concern is on disk. Raises Busy, NoInboxIsLive.
    """
    pepper = site().settings.pepper
    code = receipt_code(ticket, pepper)
    keys = site().derivations.run(lambda: code_keys(code, pepper, cost=site().code_cost), patience=PATIENCE)
    signs = (concern.hurried, _is_echo(concern, keys), not _within_budget(concern, spot))  # each counts by itself
    quarantined = any(signs)
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


def _is_echo(concern: Concern, keys: CodeKeys) -> bool:
    """Whether the same words came from another page within a day: a machine repeats itself, also with other digits."""
    key = site().bucket_key
    echo = echo_of(concern.text, key)
    if echo is None:
        return False
    page = hashlib.blake2b(keys.lookup, key=key, digest_size=16).digest()
    return site().echoes.heard(echo, page, now())


def _within_budget(concern: Concern, spot: Spot) -> bool:
    """Whether this many sends from one house, and to one inbox, still look like people."""
    with reading() as session:
        inbox = inbox_for(session, spot.municipality_id, about_children=concern.about_children)
    house = hashlib.blake2b((spot.tag or "").encode(), digest_size=8).digest()
    box = f"{spot.municipality_id}/{inbox.id if inbox else ''}".encode()
    return site().tag_sends.spend(house, now()) and site().inbox_sends.spend(box, now())
