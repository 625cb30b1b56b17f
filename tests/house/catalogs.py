"""Taking the words out of the source into translations/: `python tests/house/catalogs.py` writes, the tests compare."""

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from huskurage.core.languages import LANGUAGES

ROOT = Path(__file__).parent.parent.parent
TRANSLATIONS = ROOT / "translations"
PACKAGE = ROOT / "huskurage"
STAFF_ROOMS = (
    "account",
    "admin",
    "calendar",
    "campaigns",
    "duty",
    "handover",
    "housing",
    "intake",
    "keys",
    "log",
    "logos",
    "materials",
    "plan",
    "prints",
    "rounds",
    "triage",
)
STAFF_FILES = {
    "staff.html", "staffwords.py", "actwords.py", "alarmwords.py", "menus.py", "reports.html", "shut.html",
    "staffforms.py", "unmanned.html",
}  # fmt: skip
KEYWORDS = {
    "_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
    "_l": None, "lazy_gettext": None, "lazy_pgettext": ((1, "c"), 2),
}  # fmt: skip
TOLD = "Translators:"  # a comment that begins so is told to translators, who cannot see the page
DOMAINS = ("messages", "staff")
HONEST = "No native speaker has read these texts yet."


def sources(domain: str) -> Iterator[Path]:
    """The files whose words belong to a domain: public pages and posters, or staff pages."""
    for folder, pattern in ((PACKAGE / "web", "*.py"), (PACKAGE / "templates", "*.html")):
        for path in sorted(folder.rglob(pattern)):
            staff = path.parent.name in STAFF_ROOMS or path.name in STAFF_FILES
            if staff == (domain == "staff"):
                yield path


def extracted(domain: str) -> Catalog:
    """What the source says now, as a template catalog without places and dates. Staff words leave out public ones."""
    return extracted_from(sources(domain), extracted("messages") if domain == "staff" else None)


def extracted_from(paths: Iterable[Path], known: Catalog | None = None) -> Catalog:
    """The words of these files that another catalog does not hold, with what their translators are told."""
    catalog = Catalog(project="huskurage", charset="utf-8", fuzzy=False)
    for path in paths:
        method = "python" if path.suffix == ".py" else "jinja2"
        options = {"trimmed": "true", "newstyle_gettext": "true", "encoding": "utf-8"} if method == "jinja2" else {}
        for _line, message, comments, context in extract_from_file(
            method, path, keywords=KEYWORDS, comment_tags=(TOLD,), options=options, strip_comment_tags=True
        ):
            plain = message[0] if isinstance(message, tuple) else message
            if known is None or known.get(plain, context) is None:
                catalog.add(message, auto_comments=comments, context=context)
    return catalog


def written(catalog: Catalog) -> bytes:
    """The catalog as a .po file that is the same on every machine and day."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, no_location=True, omit_header=True, width=110)
    header = "\n".join(f'"{line}\\n"' for line in headers(catalog))
    return f'msgid ""\nmsgstr ""\n{header}\n\n'.encode() + buffer.getvalue().lstrip()


def headers(catalog: Catalog) -> Iterable[str]:
    """The header lines we keep: language, plurals, encoding, and the honest word about review."""
    yield "Content-Type: text/plain; charset=utf-8"
    yield "Content-Transfer-Encoding: 8bit"
    if catalog.locale:
        yield f"Language: {catalog.locale}"
        yield f"Plural-Forms: {catalog.plural_forms}"
        yield f"X-Review: {review(str(catalog.locale_identifier))}"


def review(babel: str) -> str:
    """Who has read the texts with this code: a native speaker on a day, or honestly nobody."""
    days = {one.babel: one.reviewed_on for one in LANGUAGES}
    return f"Read by a native speaker on {days[babel]}." if days.get(babel) else HONEST


def po_files(domain: str) -> list[Path]:
    """The translated catalogs of a domain."""
    return sorted(TRANSLATIONS.glob(f"*/LC_MESSAGES/{domain}.po"))


def read(path: Path) -> Catalog:
    """A translated catalog from its file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def updated(path: Path) -> bytes:
    """The file as it should be: today's message ids, the translations kept, what is gone left out."""
    catalog = read(path)
    catalog.update(extracted(path.stem), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return written(catalog)


def main() -> None:
    """Write the templates and bring every translated catalog up to them."""
    for domain in DOMAINS:
        (TRANSLATIONS / f"{domain}.pot").write_bytes(written(extracted(domain)))
        for path in po_files(domain):
            path.write_bytes(updated(path))
            missing = [
                one.id
                for one in read(path)
                if one.id and not all([one.string] if isinstance(one.string, str) else one.string)
            ]
            sys.stdout.write(f"{path.relative_to(ROOT)}: {len(missing)} without translation\n")


if __name__ == "__main__":
    main()
