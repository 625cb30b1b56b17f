"""Writing down a concern for somebody who calls or comes by."""

from datetime import datetime

from sqlalchemy.orm import Session

from huskurage.actions.people import Unlocked
from huskurage.actions.reporting import Outcome, file_report
from huskurage.core.codes import CodeKeys
from huskurage.core.concern import Concern
from huskurage.store.audit import Act, record


def file_for_caller(
    session: Session, unlocked: Unlocked, *, concern: Concern, keys: CodeKeys, now: datetime
) -> Outcome:
    """File the concern as a neighbour's page does, with this person as its writer; raises NoInboxIsLive.

    It is never put in the tray. The log says that it was done: neither which report it was, since that would tell its
    hour, nor what was said.
    Raises CodeOpensNothing when the same page's concern was taken back meanwhile.
    """
    account = unlocked.account
    outcome = file_report(
        session,
        concern=concern,
        keys=keys,
        municipality_id=account.municipality_id,
        now=now,
        author_id=account.id,
    )
    if outcome is Outcome.FILED:
        record(session, at=now, act=Act.REPORT_FILED_FOR_CALLER, account=account)
    return outcome
