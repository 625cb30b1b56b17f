"""The sheet for a house meeting: a quarter of an hour, what to say, what people ask, what can be promised."""

from flask_babel import gettext as _

from huskurage.core.materials import Part
from huskurage.web.materials.numbers import CALLS, Numbers, first_numbers, support_numbers


def meeting_words() -> tuple[str, dict[str, Part], Numbers]:
    """Lead, parts and numbers of the sheet."""
    lead = _("For whoever holds the meeting. You need this sheet and one poster of the house. You need no names.")
    parts = {
        "agenda": _agenda(),
        "care": _care(),
        "questions": _questions(),
        "can": _can(),
        "cannot": _cannot(),
        "notes": Part(heading=_("To take back with us"), lines=(_("Questions that were asked. No names, no flats."),)),
        "numbers": Part(heading=_("Numbers to know")),
    }
    return lead, parts, first_numbers() + support_numbers()


def _agenda() -> Part:
    return Part(
        heading=_("The agenda, and what to say"),
        pairs=(
            (_("Welcome"), _(
                "“For a quarter of an hour we talk about what one can do when one hears something through the wall. "
                "Nobody has to tell anything, and please name no flats and no people.”"
            )),
            (_("Now, or not now"), _(
                "“If it is happening now, or feels threatening: %(emergency)s, first of all. If it is not urgent: "
                "%(police)s. If a child may be badly off: social services. All of it stands on the poster.”", **CALLS,
            )),
            (_("The steps"), _(
                "Hold the poster up and read it aloud. “One knocks if it feels safe, perhaps to borrow sugar. One need "
                "not stay, need not go alone, need not be sure. One fetches somebody. One calls the police.”"
            )),
            (_("Telling the municipality"), _(
                "“The code leads to a page in several languages. There one can read more, or tell the municipality, "
                "without a name. A coordinator reads it, and the page says when. The landlord never sees it.”"
            )),
            (_("Questions"), _(
                "Show where the poster hangs. Stay for a while afterwards: somebody may want to ask you alone."
            )),
        ),
    )  # fmt: skip


def _care() -> Part:
    return Part(
        heading=_("With care"),
        lines=(
            _(
                "In the room there may be somebody who is exposed to violence, and somebody who uses it. Speak to "
                "those who hear. Describe no events, guess at nobody, and read out the numbers below for everybody."
            ),
        ),
    )


def _questions() -> Part:
    return Part(
        heading=_("What people ask"),
        pairs=(
            (_("Is it any of my business?"), _(
                "One does not have to solve anything. A ring at the door can break off what is going on, and a call "
                "brings help."
            )),
            (_("What if I am wrong?"), _(
                "Then somebody borrowed sugar. Nobody has to be sure before they call, either."
            )),
            (_("What if it gets dangerous for me?"), _(
                "Then do not knock. What feels threatening is for the police: %(emergency)s.", **CALLS,
            )),
            (_("And if a whole family keeps watch over somebody?"), _(
                "Do not knock then: it may warn them. Call, or tell the municipality."
            )),
            (_("Do I get to know what became of it?"), _(
                "No. Nobody learns about somebody else. With the code on the receipt one can see that it "
                "was read, and answer if the municipality asks something."
            )),
        ),
    )  # fmt: skip


def _can() -> Part:
    return Part(
        heading=_("What the page can promise"),
        lines=(
            _("It asks for no name, no address and no telephone number."),
            _("It keeps no trace of the telephone or the network."),
            _("Nobody but the coordinators of the municipality can open what was written."),
            _("The landlord learns nothing, not even whether anybody wrote."),
            _("It says when somebody will read it."),
        ),
    )


def _cannot() -> Part:
    return Part(
        heading=_("What it cannot promise"),
        lines=(
            _("That help comes at once: that is what %(emergency)s is for.", **CALLS),
            _("That nobody can guess who wrote: the words can show it."),
            _("That those it is about never get to read it."),
            _("That the visit does not show in your own telephone."),
            _("What the municipality decides to do."),
        ),
    )
