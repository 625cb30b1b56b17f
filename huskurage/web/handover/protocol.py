"""The protocol of what was purged as rows of words: for the page, the CSV and the PDF alike."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_pgettext

from huskurage.store.purges import Purge
from huskurage.web.staffwords import CLOSE_REASONS


def protocol_rows(purges: Sequence[Purge]) -> list[list[str]]:
    """The head, then one row a report."""
    head = [
        _("Purged"), _("Report"), _("Inbox"), _("Received"), _("Closed"), _("Reason"), _("Registered"),
        _("Entries"), _("Rule"), _("By"),
    ]  # fmt: skip
    return [head, *(_row(one) for one in purges)]


def _row(one: Purge) -> list[str]:
    taken_back = lazy_pgettext("why a report is closed", "Taken back by the neighbour")
    return [
        one.purged_on.isoformat(), one.report_id, one.inbox.name, one.received_on.isoformat(),
        one.closed_on.isoformat(), str(CLOSE_REASONS[one.close_reason] if one.close_reason else taken_back),
        one.registered_on.isoformat(), str(one.entries), one.rule, one.by.name if one.by else _("by itself"),
    ]  # fmt: skip
