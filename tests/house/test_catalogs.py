"""The catalogs: fresh, complete where they are offered, equal in placeholders, honest about who has read them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from gettext import c2py
from itertools import pairwise
from pathlib import Path

import pytest
from babel import Locale
from babel.messages import Catalog, Message
from babel.messages.plurals import get_plural
from flask import Flask
from flask_babel import force_locale, ngettext
from house import catalogs

from huskurage.core.languages import LANGUAGES
from huskurage.web.language import offered_in

FILES = [path for domain in catalogs.DOMAINS for path in catalogs.po_files(domain)]
NAMES = {path: "/".join(path.parts[-3:]) for path in FILES}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
COUNT = "num"
COUNTED = (0, 1, 2, 3, 5, 11, 21, 100)
MUST_BE_OFFERED = {one.tag for one in LANGUAGES}
# \d knows the digits of every script but the Ethiopic; between them may stand spaces, hyphens and marks of direction.
PHONE = re.compile(r"(?:[\d\u1369-\u137c][\s()\-\u2010\u2011\u200e\u200f\u2066-\u2069]{0,3}){3,}")
NO_PHONE = re.compile(r"\b(?:100|\u0661\u0660\u0660)\b")  # per cent
every_file = pytest.mark.parametrize("path", FILES, ids=NAMES.get)


def ids_of(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def strings_of(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def messages_in(catalog: Catalog) -> Iterator[Message]:
    return (one for one in catalog if one.id)


def numbers_of_form(catalog: Catalog, form: int) -> list[int]:
    """The numbers up to 300 that a plural form stands for."""
    choose = c2py(catalog.plural_expr)
    return [number for number in range(301) if choose(number) == form]


def holds_a_number(text: str) -> bool:
    """Whether there is a telephone number in a sentence, in the digits of any script."""
    return PHONE.search(NO_PHONE.sub("", text)) is not None


def missing_words(catalog: Catalog) -> list[str]:
    return [str(one.id) for one in messages_in(catalog) if one.fuzzy or not all(strings_of(one)) or not one.string]


def unequal(message: Message, catalog: Catalog) -> list[str]:
    """Translations whose placeholders differ from the sentence's; a form for one number only may say it in words."""
    wanted = {name for sentence in ids_of(message) for name in PLACEHOLDER.findall(sentence)}
    found = []
    for form, string in enumerate(strings_of(message)):
        may_lack = {COUNT} if message.pluralizable and len(numbers_of_form(catalog, form)) == 1 else set()
        if string and not wanted - may_lack <= set(PLACEHOLDER.findall(string)) <= wanted:
            found.append(string)
    return found


@pytest.mark.parametrize("domain", catalogs.DOMAINS)
def test_the_template_is_what_the_source_says_now(domain: str) -> None:
    written = (catalogs.TRANSLATIONS / f"{domain}.pot").read_bytes()
    assert written == catalogs.written(catalogs.extracted(domain)), "run `make catalogs`"


@every_file
def test_a_catalog_is_up_to_date_byte_for_byte(path: Path) -> None:
    assert path.read_bytes() == catalogs.updated(path), "run `make catalogs`"


@pytest.mark.parametrize("domain", catalogs.DOMAINS)
def test_swedish_is_complete(domain: str) -> None:
    assert not missing_words(catalogs.read(catalogs.TRANSLATIONS / "sv" / "LC_MESSAGES" / f"{domain}.po"))


def test_an_offered_language_is_complete() -> None:
    languages = offered_in(catalogs.TRANSLATIONS)
    assert {one.tag for one in languages} >= MUST_BE_OFFERED
    for one in languages:
        path = catalogs.TRANSLATIONS / one.babel / "LC_MESSAGES" / "messages.po"
        assert one.tag == "en" or not missing_words(catalogs.read(path)), one.tag


def test_every_folder_is_a_language_of_ours() -> None:
    assert {path.parent.parent.name for path in FILES} <= {one.babel for one in LANGUAGES}


@every_file
def test_nothing_is_fuzzy_or_left_over(path: Path) -> None:
    catalog = catalogs.read(path)
    assert not [one.id for one in catalog if one.fuzzy]
    assert not catalog.obsolete


@every_file
def test_a_translation_has_the_placeholders_of_its_sentence(path: Path) -> None:
    catalog = catalogs.read(path)
    assert not {one.id: unequal(one, catalog) for one in messages_in(catalog) if unequal(one, catalog)}


@every_file
def test_every_sentence_can_be_filled_in(path: Path) -> None:
    values = dict.fromkeys("abc", "") | {COUNT: 7}
    for message in messages_in(catalogs.read(path)):
        for sentence in (*ids_of(message), *strings_of(message)):
            names = dict.fromkeys(PLACEHOLDER.findall(sentence), 7)
            assert sentence % (values | names) or not sentence  # a lone per cent sign would break the page


@every_file
def test_no_sentence_and_no_translation_holds_a_phone_number(path: Path) -> None:
    """Numbers come in by placeholders, so that no translator can change one."""
    said = [text for one in messages_in(catalogs.read(path)) for text in (*ids_of(one), *strings_of(one))]
    assert not [text for text in said if holds_a_number(text)]


@every_file
def test_the_header_says_honestly_who_has_read_it(path: Path) -> None:
    language = next(one for one in LANGUAGES if one.babel == path.parent.parent.name)
    said = catalogs.HONEST if language.reviewed_on is None else f"Read by a native speaker on {language.reviewed_on}."
    assert f'"X-Review: {said}\\n"' in path.read_text(encoding="utf-8").split("\n\n")[0]


def test_a_day_of_reading_is_written_into_the_header(monkeypatch: pytest.MonkeyPatch) -> None:
    read = (replace(LANGUAGES[0], reviewed_on=date(2026, 12, 1)), *LANGUAGES[1:])
    monkeypatch.setattr(catalogs, "LANGUAGES", read)
    assert b"X-Review: Read by a native speaker on 2026-12-01.\\n" in catalogs.written(Catalog(locale="sv"))
    assert catalogs.HONEST.encode() in catalogs.written(Catalog(locale="fi"))


@every_file
def test_the_plural_rule_is_babels(path: Path) -> None:
    rule = get_plural(path.parent.parent.name)
    assert f'"Plural-Forms: {rule.plural_forms}\\n"' in path.read_text(encoding="utf-8")
    for message in messages_in(catalogs.read(path)):
        assert not message.pluralizable or len(strings_of(message)) == rule.num_plurals


def write_catalog(
    folder: Path, babel_code: str, *messages: tuple[str | tuple[str, ...], str | tuple[str, ...]]
) -> None:
    """A made-up catalog for a language, where the site looks for it."""
    catalog = Catalog(locale=babel_code)
    for sentence, string in messages:
        catalog.add(sentence, string)
    path = folder / babel_code / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(catalogs.written(catalog))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.tag)
def test_counting_works_in_every_language(translations: Path, request: pytest.FixtureRequest, language: object) -> None:
    code = language.babel  # type: ignore[attr-defined]  # pytest hands over an object
    rule = get_plural(code)
    forms = tuple(f"form {index}: %(num)s" for index in range(rule.num_plurals))
    write_catalog(translations, code, (("%(num)s knock", "%(num)s knocks"), forms))
    site: Flask = request.getfixturevalue("translated_site")
    with site.test_request_context(), force_locale(code):
        said = {number: ngettext("%(num)s knock", "%(num)s knocks", number) for number in COUNTED}
    assert all(text.endswith(f": {number}") and text.startswith("form ") for number, text in said.items())
    if rule.num_plurals > 2:  # the unlike categories of the language's own grammar get unlike forms
        grammar = {number: Locale.parse(code).plural_form(number) for number in COUNTED}
        for one, other in pairwise(sorted(COUNTED, key=grammar.__getitem__)):
            assert (grammar[one] == grammar[other]) == (said[one].split(":")[0] == said[other].split(":")[0])


def test_a_wrapped_paragraph_is_found_again(translations: Path, request: pytest.FixtureRequest) -> None:
    write_catalog(translations, "en", ("It is our fault.", "⟦It is our fault.⟧"))
    site: Flask = request.getfixturevalue("translated_site")
    paragraph = "{% trans %}\n    It is\n    our fault.\n{% endtrans %}"
    with site.test_request_context("/en/"):
        assert site.jinja_env.from_string(paragraph).render() == "⟦It is our fault.⟧"


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.tag)
def test_a_language_runs_in_its_own_direction(language: object) -> None:
    order = {"left-to-right": "ltr", "right-to-left": "rtl"}
    assert order[Locale.parse(language.babel).character_order] == language.direction  # type: ignore[attr-defined]  # pytest hands over an object


@pytest.mark.parametrize(("tag", "direction"), [("sv", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_a_page_says_its_direction(small_site: Flask, tag: str, direction: str) -> None:
    page = small_site.test_client().get(f"/{tag}/").get_data(as_text=True)
    assert f'<html lang="{tag}" dir="{direction}">' in page


def test_an_error_page_speaks_the_language_of_its_address(small_site: Flask) -> None:
    page = small_site.test_client().get("/ar/no-such-page", headers={"Accept-Language": "sv"}).get_data(as_text=True)
    assert '<html lang="ar" dir="rtl">' in page


@pytest.mark.parametrize(("sentence", "string", "equal"), [
    ("Call %(number)s", "Ring %(number)s", True), ("Call %(number)s", "Ring", False),
    ("Call", "Ring %(number)s", False), (("%(num)s day", "%(num)s days"), ("en dag", "%(num)s dagar"), True),
    (("%(num)s day", "%(num)s days"), ("en dag", "dagar"), False),
])  # fmt: skip
def test_a_lost_placeholder_is_seen(sentence: str, string: str, equal: bool) -> None:
    catalog = Catalog(locale="sv")
    message = catalog.add(sentence, string)
    assert (not unequal(message, catalog)) == equal


@pytest.mark.parametrize(("text", "found"), [
    ("Ring 112.", True), ("Ring 114 14", True), ("020-50\u00a050\u00a050", True), ("08\u201146\u202f50", True),
    ("اتصلوا ١١٢", True), ("۱۱۴ ۱۴", True), ("1\u200e1\u200e2", True), ("ብ ፩፩፪ ደውሉ", True), ("(0)70 17", True),
    ("Alla under 18 år", False), ("100 procent", False), ("20 siffror, 4 000 tecken", True), ("3, 5 och 7", False),
    ("%(number)s", False),
])  # fmt: skip
def test_a_telephone_number_in_a_sentence_is_seen(text: str, found: bool) -> None:
    assert holds_a_number(text) == found
