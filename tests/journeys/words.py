"""What the site says in a language, read from its catalogs, so that tests find things by the words people see."""

from functools import lru_cache

from babel.messages.pofile import read_po

from huskurage.core.languages import language as find_language
from huskurage.settings import shipped


def say(language: str, english: str, **values: object) -> str:
    """The words that stand for an English sentence on a page in this language."""
    said = english if language == "en" else _catalog(language)[english]
    return said % values if values else said


@lru_cache(maxsize=8)
def _catalog(language: str) -> dict[str, str]:
    found = find_language(language)
    assert found is not None
    words: dict[str, str] = {}
    for domain in ("staff", "messages"):
        path = shipped("translations") / found.babel / "LC_MESSAGES" / f"{domain}.po"
        if path.exists():
            with path.open("rb") as file:
                for one in read_po(file, locale=found.babel):
                    if isinstance(one.id, str) and not one.context:
                        words[one.id] = str(one.string) or one.id
    return words
