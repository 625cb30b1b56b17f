"""What may be ordered of the posters: what a design offers in which format."""

from huskurage.core.designs import OPTIONS, Design, is_picture

DEFAULT_DESIGN, DEFAULT_FORM = "calm", "a4"
HANGING = frozenset({"a4", "a3", "a5", "screen"})
"""The formats that hang in a stairwell. Letters and stickers go elsewhere."""


def most_languages(design: Design, form: str, options: frozenset[str] = frozenset()) -> int:
    """How many languages one sheet of this design and format holds, Swedish included; 0 when it has no such format."""
    found = design.forms.get(form)
    return found.most_languages(options) if found else 0


def options_of(design: Design, form: str) -> tuple[str, ...]:
    """What may be asked for besides, in the order of OPTIONS."""
    found = design.forms.get(form)
    return tuple(one for one in OPTIONS if found and one in found.options)


def packings_of(form: str) -> tuple[str, ...]:
    """How a print of this format may be packed, the default first."""
    return ("png",) if is_picture(form) else ("pdf", "zip")
