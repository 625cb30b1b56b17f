"""The names of designs, formats, options and packings, and what is wrong with a choice."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from huskurage.core.designs import Design, PrintOrder
from huskurage.core.printorder import most_languages

DESIGNS = {
    "calm": (lazy_gettext("Calm"), lazy_gettext("A dark house with one lit window.")),
    "large-type": (lazy_gettext("Large type"), lazy_gettext("For those who read at a distance or see poorly.")),
    "campaign": (lazy_gettext("Campaign"), lazy_gettext("For a week or a month, beside the one that always hangs.")),
}
FORMATS = {
    "a4": lazy_gettext("A4, the noticeboard in the stairwell"),
    "a3": lazy_gettext("A3, large entrances"),
    "a5": lazy_gettext("A5, a small notice"),
    "screen": lazy_gettext("Screen, standing (full HD)"),
    "stickers": lazy_gettext("Stickers, 24 on a sheet"),
    "letter": lazy_gettext("Letter to the households"),
}
OPTIONS = {
    "toner": lazy_gettext("Save toner: light surfaces instead of dark ones"),
    "shop": lazy_gettext("For a print shop: 3 mm bleed, CMYK"),
    "training": lazy_gettext("For training: marked all over, leads nowhere"),
    "offline": lazy_gettext("A second code that holds the advice itself, for cellars without signal"),
}
PACKINGS = {
    "pdf": lazy_gettext("One PDF in walking order"),
    "zip": lazy_gettext("One PDF for each stairwell, named by its address (ZIP)"),
    "png": lazy_gettext("One picture for each stairwell, named by its address (ZIP with PNG)"),
}


def design_name(name: str) -> str:
    """What a design is called; one that was added later goes by its own name."""
    return str(DESIGNS[name][0]) if name in DESIGNS else name


def format_name(form: str) -> str:
    """What a format is called."""
    return str(FORMATS.get(form, form.upper()))


def fault(order: PrintOrder, designs: Sequence[Design]) -> str:
    """Why this cannot be drawn, in words for the person who chose; nothing when it can."""
    design = next((one for one in designs if one.name == order.design), None)
    if design is None:
        return str(_("There is no such design any more. Choose another."))
    if order.form not in design.formats:
        names = ", ".join(format_name(one) for one in design.formats)
        return str(_("This design does not come in that format. It comes in: %(formats)s.", formats=names))
    most = most_languages(design, order.form, order.options) - 1
    if len(order.languages) - 1 > most:
        return str(_("Choose at most %(count)s languages besides Swedish for this design and format.", count=most))
    return ""
