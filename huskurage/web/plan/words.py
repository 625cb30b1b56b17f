"""What kinds of activities are called, and what the steps of a fresh plan say."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext, lazy_pgettext

from huskurage.core.plan import Step
from huskurage.store.plan import ActivityKind

KINDS = {
    ActivityKind.STAFF_TRAINING: lazy_pgettext("kind of activity", "Staff training"),
    ActivityKind.HOUSE_MEETING: lazy_pgettext("kind of activity", "House meeting"),
    ActivityKind.POSTER_ROUND: lazy_pgettext("kind of activity", "Poster round"),
    ActivityKind.LETTER_ROUND: lazy_pgettext("kind of activity", "Letters to households"),
    ActivityKind.CONTRACT_INFORMATION: lazy_pgettext("kind of activity", "Contract information"),
    ActivityKind.CAMPAIGN: lazy_pgettext("kind of activity", "Campaign"),
    ActivityKind.FOLLOW_UP: lazy_pgettext("kind of activity", "Follow-up"),
}
STEPS = {
    Step.TRAIN_STAFF: lazy_gettext(
        "Train caretakers and everybody who meets tenants: ten minutes, the trainer's sheet"
    ),
    Step.CONTRACTS: lazy_gettext("Tell about the poster when a contract is signed and in the welcome letter"),
    Step.HANG_POSTERS: lazy_gettext("Hang a poster in every stairwell, one area after the other"),
    Step.LETTERS: lazy_gettext("A letter into every household's box, in the same weeks as the posters"),
    Step.MEETINGS: lazy_gettext("A meeting of fifteen minutes in every area, or at the yard party"),
    Step.CAMPAIGN: lazy_gettext("En vecka fri från våld: a stand in the entrance, the subject in our channels"),
    Step.RENEW_POSTERS: lazy_gettext("Look at every poster, renew the worn ones, scan one in each house"),
    Step.TRAIN_NEW_STAFF: lazy_gettext("Train those who have begun since, and remind the others"),
    Step.FOLLOW_UP: lazy_gettext("Follow up: what hangs, what tenants know of it, and the plan for next year"),
}


def step_names() -> dict[Step, str]:
    """What the steps are called in the language of this page, as they are kept."""
    return {step: str(name) for step, name in STEPS.items()}


def nobody() -> str:
    """Who does what nobody does yet."""
    return str(_("Nobody yet"))
