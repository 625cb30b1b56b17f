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
