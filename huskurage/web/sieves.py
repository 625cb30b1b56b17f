"""Reading what a list of houses is narrowed to from an address, and writing it into one."""

from collections.abc import Mapping

from huskurage.store.base import is_row_number
from huskurage.store.choosing import PosterState, Sieve
from huskurage.web.forms import cleaned

LONGEST_SEARCH = 100
LONGEST_STREET = 120
MOST_DIGITS = 10


def read_sieve(said: Mapping[str, str]) -> Sieve:
    """The sieve that fields or an address name; what is none of ours lets everything through."""
    states = {one.value: one for one in PosterState}
    return Sieve(
        search=cleaned(said.get("search"))[:LONGEST_SEARCH],
        area=read_number(said.get("area", "")),
        street=cleaned(said.get("street"))[:LONGEST_STREET],
        poster=states.get(said.get("poster", "")),
        retired=said.get("retired") == "1",
    )


def sieve_fields(sieve: Sieve) -> dict[str, str]:
    """The sieve as an address carries it, without what is empty."""
    fields = {
        "search": sieve.search,
        "area": str(sieve.area or ""),
        "street": sieve.street,
        "poster": sieve.poster.value if sieve.poster else "",
        "retired": "1" if sieve.retired else "",
    }
    return {name: value for name, value in fields.items() if value}


def read_number(text: str) -> int | None:
    """A number that can be a row's, or none."""
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and is_row_number(int(text))):
        return None
    return int(text)
