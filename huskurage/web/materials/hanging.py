"""The sheet on hanging: where a poster belongs, how high, how it stays, and why rounds go by lot."""

from flask_babel import gettext as _

from huskurage.core.materials import Part
from huskurage.web.materials.numbers import CALLS, Numbers

HEIGHT = {"height": "130"}  # centimetres from the floor to the top edge (posters, 3)


def hanging_words() -> tuple[str, dict[str, Part], Numbers]:
    """Lead, parts and numbers of the sheet."""
    lead = _("One poster in every stairwell: the right one, where one stops, low enough for everybody.")
    parts = {
        "picture": _picture(),
        "steps": _steps(),
        "not_here": Part(
            heading=_("Not here"),
            lines=(_("on a door that moves"), _("on glass"), _("in the laundry room")),
        ),
        "renew": Part(
            heading=_("Renew it"),
            lines=(
                _("Torn, faded or written over: print a new one of the same stairwell."),
                _("When a number has changed, the list of posters to reprint shows which ones."),
                _("An old poster that still hangs somewhere keeps leading to the right page."),
            ),
        ),
        "rounds": Part(
            heading=_("Rounds go by lot"),
            lines=(
                _(
                    "Never go to one house alone because of something. The tool draws areas by lot, and there one "
                    "looks at every poster. So a visit never points at anybody."
                ),
            ),
        ),
    }
    return lead, parts, ()


def _picture() -> Part:
    """The words in the drawing: its description, the measure, where, and the door."""
    return Part(
        heading=_(
            "Drawing: a poster on the wall to the left of an entrance door, its top edge %(height)s centimetres above "
            "the floor.", **HEIGHT,
        ),
        lines=(_("%(height)s cm", **HEIGHT), _("a firm wall, left of the door"), _("top edge")),
    )  # fmt: skip


def _steps() -> Part:
    return Part(
        heading=_("Do it like this"),
        pairs=(
            (_("The right house"), _(
                "Compare the address on the poster with the door. A neighbour reads it out to %(emergency)s.", **CALLS,
            )),
            (_("The right place"), _("Left of the door, on a firm wall, in good light.")),
            (_("The right height"), _(
                "Top edge about %(height)s cm above the floor, so that one reaches it from a wheelchair, too.",
                **HEIGHT,
            )),
            (_("It stays"), _("Fasten all four corners. No tape over the code; the white around it stays free.")),
            (_("It works"), _("Scan it with your own telephone. The page must name the house you stand in.")),
            (_("Tick it off"), _("Tick the stairwell in the list, so that others see that it hangs.")),
        ),
    )  # fmt: skip
