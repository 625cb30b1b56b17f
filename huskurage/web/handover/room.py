"""The room of hand-over, copies and purging: its blueprint, and the words that the report's page borrows from it."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from huskurage.core.lifecycle import State, Verb, may_do
from huskurage.store.reports import Report
from huskurage.web.handover.words import KINDS, WAYS

REGISTERS = frozenset({State.HANDED_OVER, State.CLOSED, State.WITHDRAWN})

room = Blueprint("handover", __name__, url_prefix="/staff")


def may_register(report: Report) -> bool:
    """Whether it is time for a registry number: after hand-over, or at the end."""
    return report.state in REGISTERS or report.handed_over_on is not None


@room.record_once
def lend_words(setup: BlueprintSetupState) -> None:
    """Let `triage/steps_handover.html` and `triage/handover_entry.html` say what they must."""
    setup.app.jinja_env.globals.update(
        receiver_kinds=KINDS,
        handover_ways=WAYS,
        may_hand_over=lambda state: may_do(state, Verb.HAND_OVER),
        may_register=may_register,
    )
