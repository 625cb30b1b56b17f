"""Writing docs/glossary/ out of its one source: `python -m house.glossary` writes, the tests compare."""

import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from babel.messages import Catalog
from house import catalogs

from huskurage.core.languages import LANGUAGES, Language

GLOSSARY = catalogs.ROOT / "docs" / "glossary"
SEEN = {
    "S": "seen with an authority or organisation in Sweden",
    "I": "seen with one abroad",
    "O": "our own best knowledge, seen nowhere",
}


class Word(NamedTuple):
    """A word of a language; `letters` are what its message holds, `seen` says where a word for other texts is from."""

    text: str
    letters: str
    seen: str = ""


class Term(NamedTuple):
    """One thing that is spoken of, with its message, if it stands in any, and its word by language tag."""

    name: str
    message: str | None
    words: Mapping[str, Word]


class Avoided(NamedTuple):
    """A word that is never written in a language, why, and what is."""

    word: str
    why: str
    instead: str


class Manner(NamedTuple):
    """How a language is written here."""

    address: str
    writing: str
    choices: str
    avoid: tuple[Avoided, ...]


def word(given: str | list[str], *, stands: bool) -> Word:
    """The word as it was written down: alone, or with its letters, or with where it was seen."""
    text, more = (given, given) if isinstance(given, str) else given
    return Word(text, more) if stands else Word(text, text, more)


def terms(folder: Path = GLOSSARY) -> list[Term]:
    """All terms, in the order of the source."""
    with (folder / "terms.toml").open("rb") as file:
        found = tomllib.load(file)["term"]
    return [
        Term(one["name"], one.get("id"), {tag: word(it, stands="id" in one) for tag, it in one["words"].items()})
        for one in found
    ]


def manners(folder: Path = GLOSSARY) -> dict[str, Manner]:
    """How each language is written, by its tag."""
    with (folder / "languages.toml").open("rb") as file:
        found = tomllib.load(file)
    return {
        tag: Manner(one["address"], one["writing"], one["choices"], tuple(Avoided(*it) for it in one["avoid"]))
        for tag, one in found.items()
    }


def plain(text: str) -> str:
    """Letters alone: no capitals, no soft hyphens, no non-breaking spaces, accents in one order."""
    return unicodedata.normalize("NFC", text.replace("\u00ad", "").replace("\u00a0", " ")).casefold()


def pattern(avoided: str) -> re.Pattern[str]:
    """What finds a word to avoid: whole words, with * where other letters may stand."""
    core = re.escape(plain(avoided.strip("*")))
    before = "" if avoided.startswith("*") else r"(?<!\w)"
    return re.compile(before + core + ("" if avoided.endswith("*") else r"(?!\w)"))


def sentences(catalog: Catalog, language: Language) -> dict[str, str]:
    """Every message and what the language says for it, all plural forms together; English says the message itself."""
    found = {}
    for one in catalog:
        ids = one.id if isinstance(one.id, tuple) else (one.id,)
        strings = one.string if isinstance(one.string, tuple) else (one.string,)
        if one.id:
            found[ids[0]] = " / ".join(ids if language.tag == "en" else strings)
    return found


def said(language: Language) -> dict[str, str]:
    """The public messages with what this language says."""
    if language.tag == "en":
        return sentences(catalogs.extracted("messages"), language)
    path = catalogs.TRANSLATIONS / language.babel / "LC_MESSAGES" / "messages.po"
    return sentences(catalogs.read(path), language)


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """A table in Markdown."""
    lines = [list(heads), ["---"] * len(list(heads)), *map(list, rows)]
    return [f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines]


def avoided_in(messages: Mapping[str, str], avoid: Iterable[Avoided]) -> dict[str, str]:
    """The sentences that hold a word to avoid, with the word."""
    return {text: one.word for one in avoid for text in messages.values() if pattern(one.word).search(plain(text))}


def page(language: Language, known: Iterable[Term], manner: Manner) -> str:
    """The glossary of one language."""
    tag, known = language.tag, list(known)
    where = f"`translations/{language.babel}/LC_MESSAGES/messages.po`" if tag != "en" else "the sentences themselves"
    review = catalogs.review(language.babel)
    standing = [(one.name, one.words[tag].text, f"“{one.message}”") for one in known if one.message]
    coming = [(one.name, one.words[tag].text, SEEN[one.words[tag].seen]) for one in known if not one.message]
    return "\n".join([
        f"# Glossary: {language.own_name} (`{tag}`)", "",
        "<!-- Written by `make catalogs` from terms.toml and languages.toml beside it: change those. -->", "",
        f"Catalog: {where}. {review} The rules for every language: [translators.md](../translators.md).", "",
        "## How it is written here", "",
        f"- **To whom we speak:** {manner.address}", f"- **Letters and signs:** {manner.writing}",
        f"- **Choices:** {manner.choices}", "",
        "## Our words, and the message in which each stands", "", *table(("term", "word", "message"), standing), "",
        "## Words for other texts, and where each is from", "", *table(("term", "word", "seen where"), coming), "",
        "## Never written", "", "An asterisk stands for other letters.", "",
        *table(("word", "why", "instead"), ((f"`{one.word}`", one.why, one.instead) for one in manner.avoid)), "",
    ])  # fmt: skip


def pages() -> dict[str, str]:
    """File names in docs/glossary/ and what stands in them."""
    known, how = terms(), manners()
    return {f"{one.tag}.md": page(one, known, how[one.tag]) for one in LANGUAGES}


def main() -> None:
    """Write every glossary."""
    for name, text in pages().items():
        (GLOSSARY / name).write_text(text, encoding="utf-8")
    sys.stdout.write(f"{GLOSSARY.relative_to(catalogs.ROOT)}: {len(pages())} glossaries\n")


if __name__ == "__main__":
    main()
