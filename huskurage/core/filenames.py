"""Names of files that people get: neutral outside, and safe on every computer that unpacks them."""

import re
import unicodedata

LONGEST = 80
"""Characters of an address inside a name: with its number and its ending it stays well below what any system takes."""
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f<>:\"/\\|?*\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def entry_name(place: int, total: int, address: str, ending: str) -> str:
    """The name of one file among many: "007 Kyrkogatan 4 A.pdf". `place` is that in walking order, from 1.

    The number makes it unique and sorts it. Signs that some system refuses become spaces; what is left of dots and
    spaces at the end goes, since Windows takes them away by itself.
    """
    number = str(place).zfill(len(str(total)))
    safe = " ".join(_UNSAFE.sub(" ", unicodedata.normalize("NFC", address)).split())[:LONGEST].strip(". ")
    return f"{number} {safe}.{ending}" if safe else f"{number}.{ending}"
