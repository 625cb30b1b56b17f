"""What can go wrong in a verb, named for what happened."""


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


class CannotLink(Exception):
    """A report is not linked to itself, nor twice to the same one."""
