"""Tags: the short random names on posters that lead to a building's page."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks like another: no 0 O, no 1 I L
TAG_LENGTH = 7  # 31 ** 7: about 27.5 thousand million tags, too many to try for those few that hang


def new_tag() -> str:
    """Draw a tag at random; it says nothing about the building. Whether it is free, the store knows."""
    return "".join(secrets.choice(ALPHABET) for _ in range(TAG_LENGTH))


def fold_tag(typed: str) -> str | None:
    """Bring a tag to upper case; None for anything but seven ASCII letters and digits.

    Characters outside ALPHABET fold too: an unknown tag is still a tag, and its page still answers.
    """
    if len(typed) != TAG_LENGTH or not (typed.isascii() and typed.isalnum()):
        return None
    return typed.upper()
