"""The words printed on documents, in Swedish whatever the page speaks: they go to Swedish authorities."""

from collections.abc import Mapping
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from huskurage.core.documents import Fact
from huskurage.web.handover.words import FACTS, KINDS, WAYS
from huskurage.web.staffwords import ABOUT, ANSWERS, ENTRIES, PROTECTION

SWEDISH = "sv"


def paper_words() -> dict[str, str]:
    """Every word on a hand-over or a masked copy, by what it says."""
    with force_locale(SWEDISH):
        return _frame() | _details() | _choices()


def _frame() -> dict[str, str]:
    return {
        "title.hand_over": _("Hand-over"),
        "title.masked_copy": _("Redacted copy"),
        "report": _("Report"),
        "unconfirmed": _("Words of private persons. Nothing in them has been confirmed."),
        "covered": _("covered"),
        "unanswered": _("not answered"),
        "mark": _("Source protection:"),
        "facts": _("Facts"),
        "said": _("What was said"),
        "proof": _("Check of the document"),
        "unprintable": _(
            "Some signs cannot be printed. They stand as code points, [U+…]; the attached document holds them as "
            "they were written."
        ),
        "attached": _(
            "The same document lies in this PDF as an attachment for computers. The number below is computed from it. "
            "It is the same as with the sender when nothing has been changed."
        ),
        "sha": _("%(name)s of the attached document", name="SHA-256"),
    }


def _details() -> dict[str, str]:
    return {
        "detail.receiver": _("Receiver"),
        "detail.receiver_kind": _("Kind of receiver"),
        "detail.way": _("How"),
        "detail.day": _("Handed over on"),
        "detail.reference": _("Receiver's reference"),
        "detail.registry_number": _("Registry number"),
        "detail.received_on": _("Concern received on"),
        "detail.made_on": _("Copy made on"),
    }


def _choices() -> dict[str, str]:
    named: dict[str, Mapping[Any, object]] = {
        "fact": FACTS,
        "way": WAYS,
        "receiver_kind": KINDS,
        Fact.ABOUT: ABOUT,
        Fact.HAPPENING: ANSWERS,
        Fact.CHILDREN: ANSWERS,
        Fact.SOURCE_PROTECTION: PROTECTION,
        "entry": ENTRIES,
    }
    return {f"{of}.{one.value}": str(words) for of, names in named.items() for one, words in names.items()}
