"""What can go wrong in a verb, named for what happened."""

from collections.abc import Sequence
from datetime import date


class NotFound(Exception):
    """No such thing, or not for this person: both answer alike."""


class SignInRefused(Exception):
    """Name, passphrase or code was wrong; which one is not said."""


class NoInboxIsLive(Exception):
    """Nobody could open a concern now, so none is taken."""


class CodeOpensNothing(Exception):
    """The receipt code is unknown, withdrawn or purged: all three alike."""


class InboxNotReady(Exception):
    """An inbox goes live only with two openings and a recovery kit that was test-opened."""


class NothingChosen(Exception):
    """A print was ordered of no stairwell."""


class TooManyChosen(Exception):
    """A print was ordered of more stairwells than one order holds."""


class NobodyOnDuty(Exception):
    """A live inbox would be without anyone on these days, and names no number to call."""

    def __init__(self, inbox: str, days: Sequence[date]) -> None:
        super().__init__("nobody is on duty")
        self.inbox, self.days = inbox, list(days)


class NotEligible(Exception):
    """Somebody may not have that part, or these days are no absence."""


class NeverFirst(Exception):
    """This receiver starts from a police report or an open case: another receiver comes first."""


class NotOnItsDay(Exception):
    """The report is not due to be purged."""


class StillNeeded(Exception):
    """This person cannot be taken away yet: reports, duties or an inbox still depend on them."""


class NothingChanged(Exception):
    """A page was sent again whose work had been done, or what it was about has changed since."""


class LinkIsDead(Exception):
    """The link is unknown, used, withdrawn or too old: all four alike."""


class AlreadyHere(Exception):
    """Somebody who works here signs in with this name."""


class NameTaken(Exception):
    """Since the invitation was made, an account took its sign-in name."""


class LastOpener(Exception):
    """Without this person's key, some inbox would open to nobody; `names` says which."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self.names = names


class LastFactor(Exception):
    """Without this one there would be no second factor."""


class TooManyLines(Exception):
    """More of the log was asked for than fits into one file."""


class CannotLink(Exception):
    """A report is not linked to itself, nor twice to the same one."""


class PlanChanged(Exception):
    """The register has changed since somebody looked at what an import would do."""


class FactsChanged(Exception):
    """Somebody else has changed the house since its page was opened."""


class HouseExists(Exception):
    """There is a stairwell of that address already; `stairwell_id` says which."""

    def __init__(self, stairwell_id: int) -> None:
        super().__init__("there is such a stairwell")
        self.stairwell_id = stairwell_id


class TooLateToUndo(Exception):
    """An import is undone within seven days, and once."""


class NobodyReads(Exception):
    """Nobody works in the municipality to whom feedback about accessibility could be sealed."""
