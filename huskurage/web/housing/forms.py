"""What was ticked on the list of houses, and which button was pressed."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from huskurage.actions.prints import MOST_ORDERED
from huskurage.core.spans import LONGEST, NotSpans, read_spans, spans
from huskurage.store.choosing import Sieve
from huskurage.web.sieves import read_number, read_sieve

MOST_PAGES = 10_000


@dataclass(frozen=True)
class Picked:
    """The list as it was sent: what is looked for, which stairwells are ticked, and the button."""

    sieve: Sieve
    ids: tuple[int, ...]
    button: str

    @property
    def chosen(self) -> str:
        """The ticked ones as an address carries them."""
        return spans(self.ids)

    @property
    def page(self) -> int:
        """The page that was asked for; 1 where none was."""
        return read_page(self.button.partition(":")[2])


def read_picked(said: MultiDict[str, str]) -> Picked:
    """The sent list; raises NotSpans when its ticks are no numbers, or too many for an address to carry."""
    ticked = [number for one in said.getlist("stairwell") for number in read_spans(one or "none", most=1)]
    ids = {*ticked, *read_spans(said.get("chosen", ""), most=MOST_ORDERED)}
    if len(spans(ids)) > LONGEST:
        raise NotSpans("too scattered")
    return Picked(read_sieve(said), tuple(sorted(ids)), said.get("what", ""))


def read_page(text: str) -> int:
    """A page's number from an address."""
    return min(read_number(text) or 1, MOST_PAGES)
