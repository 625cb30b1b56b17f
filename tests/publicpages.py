"""Every public page, as what stands behind a house's address: the one list for whoever walks them all."""

from huskurage.core.languages import Language
from huskurage.web.cards import CARDS

TO_READ = (
    "", "/now", *(f"/{card}" for card in CARDS), "/about", "/contact", "/privacy", "/protection", "/accessibility",
    "/events",
)  # fmt: skip
FORMS = ("/write", "/me/write", "/code", "/no-poster", "/accessibility/tell")
PAGES = (*TO_READ, *FORMS)
UNKNOWN = "2222222"  # a tag that no house has


def page_of(language: Language | str, tag: str | None, path: str) -> str:
    """The address of a page in a language; without a tag it is the one of no house."""
    start = f"/{language if isinstance(language, str) else language.tag}"
    return f"{start}/{tag}{path}" if tag else f"{start}{path or '/'}"
