"""Filing a concern from a form page exactly once, behind the derivation queue and inside one transaction."""

import hashlib

from sqlalchemy.exc import IntegrityError

from huskurage.actions.guidance import Spot
from huskurage.actions.reporting import Outcome, file_report
from huskurage.core.codes import CodeKeys, code_keys, receipt_code
from huskurage.core.concern import Concern
from huskurage.core.likeness import echo_of
from huskurage.store.inboxes import inbox_for
from huskurage.store.reports import report_by_lookup
from huskurage.web.database import reading, transaction
from huskurage.web.site import now, site

PATIENCE = 20.0  # seconds


def file_once(concern: Concern, ticket: bytes, spot: Spot) -> tuple[str, Outcome]:
    """Keep the concern and answer its receipt code; the same page sent twice gives the same code and one report.

    When the answer is there, the concern is on disk. Raises Busy, NoInboxIsLive.
    """
    code = receipt_code(ticket, site().settings.pepper)
    keys, quarantined = _judged(concern, ticket, code, spot)
    try:
        return code, _file(concern, keys, spot, quarantined=quarantined)
    except IntegrityError:  # the same page was sent twice at once: the other send made the report
        return code, _file(concern, keys, spot, quarantined=quarantined)


def _judged(concern: Concern, ticket: bytes, code: str, spot: Spot) -> tuple[CodeKeys, bool]:
    """The code's keys, and whether a new report goes to the tray: found out once for each page, however often it comes.

    On a bad line a page comes several times within a minute, and once more for its receipt. It costs one derivation,
    spends once of the budgets, and a receipt that was earned is not refused because many wait.
    """
    here, pepper = site(), site().settings.pepper
    name = hashlib.blake2b(ticket, key=here.bucket_key, digest_size=16).digest()
    found = here.judged.get(name, now())
    if found is None:
        keys = here.derivations.run(lambda: code_keys(code, pepper, cost=here.code_cost), patience=PATIENCE)
        found = keys, not _is_known(keys) and _looks_like_spam(concern, keys, spot)
        here.judged.keep(name, found, now())
    return found


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


def _is_known(keys: CodeKeys) -> bool:
    """Whether the page was sent before: then nothing new is made."""
    with reading() as session:
        return report_by_lookup(session, keys.lookup) is not None


def _looks_like_spam(concern: Concern, keys: CodeKeys, spot: Spot) -> bool:
    signs = (concern.hurried, _is_echo(concern, keys), not _within_budget(concern, spot))  # each counts by itself
    return any(signs)


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
