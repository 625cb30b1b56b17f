"""Names of files that people get: neutral outside, and safe on every computer that unpacks them."""

import unicodedata

LONGEST = 160
"""Bytes of an address inside a name: with its number and its ending it stays below the 255 that file systems take."""
_REFUSED = frozenset('<>:"/\\|?*')  # by one system or another


def entry_name(place: int, total: int, address: str, ending: str) -> str:
    """The name of one file among many: "007 Kyrkogatan 4 A.pdf". `place` is that in walking order, from 1.

    The number makes it unique and sorts it. Signs that some system refuses, and all that cannot be seen, become spaces;
    what is left of dots and spaces at the end goes, since Windows takes them away by itself.
    """
    number = str(place).zfill(len(str(total)))
    composed = unicodedata.normalize("NFC", address)
    seen = "".join(sign if sign.isprintable() and sign not in _REFUSED else " " for sign in composed)
    short = " ".join(seen.split()).encode()[:LONGEST].decode(errors="ignore").strip(". ")
    return f"{number} {short}.{ending}" if short else f"{number}.{ending}"
