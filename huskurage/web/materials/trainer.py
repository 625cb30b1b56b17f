"""The trainer's sheet: ten minutes, minute by minute, and what to answer when a tenant asks."""

from flask_babel import gettext as _

from huskurage.core.materials import Part
from huskurage.web.materials.numbers import CALLS, Numbers, first_numbers, support_numbers


def trainer_words() -> tuple[str, dict[str, Part], Numbers]:
    """Lead, parts and numbers of the sheet."""
    lead = _(
        "For whoever trains caretakers, repairers and the people at the desk. This page holds the ten minutes, the "
        "other what you may be asked."
    )
    parts = {
        "goals": _goals(),
        "minutes": _minutes(),
        "answers": _answers(),
        "never": _never(),
        "exercise": _exercise(),
        "agreed": Part(heading=_("What we agreed"), lines=(_("Area"), _("Who hangs"), _("By when"))),
        "numbers": Part(heading=_("Numbers to know")),
    }
    return lead, parts, first_numbers() + support_numbers()


def _goals() -> Part:
    return Part(
        heading=_("Afterwards everybody can"),
        lines=(
            _("say what comes first: %(emergency)s when it is happening or feels threatening", **CALLS),
            _("name the steps: knock, fetch somebody, call the police; for a child, social services"),
            _("answer a tenant calmly, without asking whom it is about"),
            _("hang a poster where it belongs"),
        ),
    )


def _minutes() -> Part:
    return Part(
        heading=_("Minute by minute"),
        pairs=(
            (_("Why"), _(
                "Say it in one breath: neighbours hear what nobody else hears. Many want to do something and do not "
                "know what. The poster tells them, and we are the ones they ask."
            )),
            (_("First the emergency number"), _(
                "Happening now, or threatening: %(emergency)s, before anybody knocks. Let each one say aloud where "
                "they are: “I am at …” and the address of a house of yours. Not urgent, but perhaps a crime: "
                "%(police)s.", **CALLS,
            )),
            (_("Then the steps"), _(
                "Knock if it feels safe; ask to borrow sugar. One need not stay, need not go alone, need not be sure. "
                "Fetch somebody. Call the police. For a child: social services."
            )),
            (_("When a tenant asks"), _(
                "Two and two. One is the tenant and asks a question from the other page, one answers. Then change."
            )),
            (_("The training poster"), _("The exercise on the other page.")),
            (_("Who does what"), _(
                "Agree on who hangs where and by when. Afterwards, note the day and how many came in the action plan."
            )),
        ),
    )  # fmt: skip


def _answers() -> Part:
    return Part(
        heading=_("When a tenant asks"),
        pairs=(
            (_("I hear screams and bangs. What do I do?"), _(
                "If it is happening now, call %(emergency)s. If it is not urgent, %(police)s. The steps are on the "
                "poster in your entrance, and its code leads to more, in several languages.", **CALLS,
            )),
            (_("Can you not talk to them?"), _(
                "That is not for us as your landlord. The municipality has people whose work it is: tell them through "
                "the code on the poster, or call social services."
            )),
            (_("Will you know that I wrote?"), _(
                "No. We see neither what is written nor whether anybody has written."
            )),
            (_("Is it anonymous?"), _(
                "The page does not ask who you are and keeps no trace of your telephone. But what you write can point "
                "at you, and those it is about may get to read it."
            )),
            (_("What if I am wrong?"), _("You need not be sure. It is enough that you are worried.")),
        ),
    )  # fmt: skip


def _never() -> Part:
    return Part(
        heading=_("What we do not do"),
        lines=(
            _("go in between, hold anybody or bar the way"),
            _("ask which flat or who it is, or write it down"),
            _("tell those it is about that somebody has asked"),
            _("promise that something will happen, or that nobody can guess who wrote"),
            _("visit one house because of it: a visit can point at somebody"),
        ),
    )


def _exercise() -> Part:
    return Part(
        heading=_("Exercise with the training poster"),
        lines=(
            _("Lay it on the table. Its code is covered on purpose: it is for practice and never hung."),
            _("Point: what does one read out to %(emergency)s? Where is the address for whoever cannot scan?", **CALLS),
            _("Hold it against the wall as high as it will hang. Does the door move? Is it glass?"),
            _("Read the address aloud. Is it the house you would stand in?"),
        ),
    )
