"""Which column of a table holds what: guessed from Swedish and English headings, checked against content."""

import enum
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence

from huskurage.core.personal import personal_columns
from huskurage.core.table import Row

__all__ = ["Column", "guess_columns", "header_score", "heading", "named_column", "personal_columns"]


class Column(enum.Enum):
    """What the register keeps of a list of houses."""

    AREA = "area"
    PROPERTY = "property"
    STREET = "street"
    NUMBER = "number"
    ENTRANCE = "entrance"
    POSTCODE = "postcode"
    CITY = "city"
    DWELLINGS = "dwellings"


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split(","))


# The first word of each line is the surest: it wins over a later one in the same header.
_SYNONYMS: Mapping[Column, tuple[str, ...]] = {
    Column.AREA: _listed(
        "område,områdesnamn,bostadsområde,delområde,förvaltningsområde,bovärdsområde,stadsdel,distrikt,"
        "kvarter,neighbourhood,neighborhood,district,residential area,area name,area"
    ),
    Column.PROPERTY: _listed(
        "fastighetsbeteckning,fastighetsbet,fastbeteckning,fast bet,fastighet,beteckning,registerbeteckning,"
        "fastighetsnamn,property designation,cadastral designation,property,property name"
    ),
    Column.STREET: _listed(
        "gatuadress,gatunamn,gata,adress,besöksadress,belägenhetsadress,fastighetsadress,husadress,"
        "objektsadress,utdelningsadress,adress 1,vägnamn,street address,street name,street,address,"
        "address line 1"
    ),
    Column.NUMBER: _listed(
        "gatunummer,gatunr,husnummer,husnr,adressnummer,adressnr,nr,nummer,house number,house no,"
        "street number,street no,number,no"
    ),
    Column.ENTRANCE: _listed(
        "uppgång,uppg,trappuppgång,trapphus,port,portnr,portbokstav,ingång,entré,trappa,littera,bokstav,"
        "entrance,stairwell,staircase,door,letter"
    ),
    Column.POSTCODE: _listed("postnummer,postnr,post nr,postcode,postal code,zip code,zip"),
    Column.CITY: _listed("postort,ort,stad,tätort,city,town,post town,locality"),
    Column.DWELLINGS: _listed(
        "antal lägenheter,antal lgh,antal bostadslägenheter,antal bostäder,antal hushåll,lägenheter,lgh,"
        "bostadslägenheter,bostäder,hushåll,number of dwellings,number of apartments,number of flats,"
        "number of homes,dwellings,apartments,flats,homes,households"
    ),
}
_BY_HEADING = {word: column for column, words in _SYNONYMS.items() for word in words}
_LONG_ENOUGH_TO_BEGIN = 6  # "Antal lägenheter bostad" begins with a synonym; "Port kod" must not

_STREET_ENDING = re.compile(
    r"(gatan|gata|vägen|väg|gränd|gränden|stigen|stig|torget|torg|plan|allén|allé|backen|leden|esplanaden|"
    r"street|road|lane)(\s+[0-9].*)?",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_NUMBERED = re.compile(r".*[^\W\d_].*[0-9]+\s*[^\W\d_]?(\s*[-\N{EN DASH}/]\s*[0-9]+)?", re.DOTALL)
_SHAPES: Mapping[Column, Callable[[str], object]] = {
    Column.AREA: _LETTER.search,
    Column.PROPERTY: _LETTER.search,
    Column.STREET: _LETTER.search,
    Column.NUMBER: re.compile(r"[0-9]{1,4}\s*[^\W\d_]?(\s*[-\N{EN DASH}/]\s*[0-9]{1,4}\s*[^\W\d_]?)?").fullmatch,
    Column.ENTRANCE: re.compile(r".{1,12}").fullmatch,
    Column.POSTCODE: re.compile(r"(SE?[-\s]?)?[1-9][0-9]{2}\s?[0-9]{2}", re.IGNORECASE).fullmatch,
    Column.CITY: re.compile(r"[^0-9]+").fullmatch,
    Column.DWELLINGS: re.compile(r"[0-9]{1,3}").fullmatch,
}
_BY_CONTENT: Mapping[Column, Callable[[str], object]] = {
    Column.STREET: lambda text: any(_STREET_ENDING.fullmatch(text, at) for at in range(len(text))),
    Column.PROPERTY: re.compile(r"[^\W\d_][^\d:]* (S:)?[0-9]{1,3}:[0-9]{1,4}").fullmatch,
    Column.POSTCODE: re.compile(r"[1-9][0-9]{2} [0-9]{2}").fullmatch,
}
LONGEST_HEADING = 40
SAMPLE_ROWS = 500
MOSTLY = 0.6
LONGEST_SAMPLED = 200


def heading(text: str) -> str:
    """A header cell as it is compared: small letters, no brackets with what they hold, no punctuation."""
    bare = re.sub(r"\([^)]*\)", " ", unicodedata.normalize("NFC", text[:LONGEST_SAMPLED]).casefold())
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())


def named_column(text: str) -> Column | None:
    """The column that a header cell names, exactly or by its first words."""
    words = heading(text)
    if words in _BY_HEADING:
        return _BY_HEADING[words]
    if len(words) > LONGEST_HEADING:
        return None
    beginnings = (word for word in _BY_HEADING if len(word) >= _LONG_ENOUGH_TO_BEGIN and words.startswith(word + " "))
    longest = max(beginnings, key=len, default="")
    return _BY_HEADING.get(longest)


def header_score(cells: Iterable[str]) -> int:
    """How many different columns a row would name if it were the header."""
    return len({named_column(cell) for cell in cells} - {None})


def guess_columns(header: Sequence[str], rows: Sequence[Row]) -> dict[Column, int]:
    """The most likely index of each column that can be told; personal columns are never among them.

    A heading counts only when most of the content under it has the right shape. A street, a property
    designation or a spaced postcode is also known by its content alone.
    """
    closed = {suspect.index for suspect in personal_columns(header, rows)}
    samples = {index: sample(rows, index) for index in range(len(header)) if index not in closed}
    guessed: dict[Column, int] = {}
    for column in Column:
        named = [index for index in samples if named_column(header[index]) is column]
        fitting = [index for index in named if _mostly(samples[index], _SHAPES[column])]
        if fitting:
            guessed[column] = min(fitting, key=lambda index: _rank(header[index]))
    for column, shape in _BY_CONTENT.items():
        left = [index for index in samples if index not in guessed.values() and samples[index]]
        alike = [index for index in left if named_column(header[index]) is None and _mostly(samples[index], shape)]
        if column not in guessed and alike:
            guessed[column] = alike[0]
    _drop_needless_number(guessed, samples)
    return guessed


def sample(rows: Sequence[Row], index: int) -> list[str]:
    """Up to 500 filled cells of one column, spread over the whole table."""
    step = max(1, len(rows) // SAMPLE_ROWS)
    texts = (row.cells[index] for row in rows[::step] if index < len(row.cells))
    return [text[:LONGEST_SAMPLED] for text in texts if text.strip()]


def _drop_needless_number(guessed: dict[Column, int], samples: Mapping[int, list[str]]) -> None:
    """Where the street cell holds the house number, a column "Nr" is likely a running number."""
    street = guessed.get(Column.STREET)
    texts = samples[street] if street is not None else []
    if texts and _mostly(texts, _NUMBERED.fullmatch):
        guessed.pop(Column.NUMBER, None)


def _mostly(texts: Sequence[str], shape: Callable[[str], object]) -> bool:
    return sum(1 for text in texts if shape(text)) >= MOSTLY * len(texts)


def _rank(text: str) -> tuple[bool, int]:
    order = list(_BY_HEADING)
    words = heading(text)
    return words not in _BY_HEADING, order.index(words) if words in _BY_HEADING else 0
