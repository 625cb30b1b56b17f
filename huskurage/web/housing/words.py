"""What the pages and the command about lists of houses say: columns, refusals, faults, and why something stays."""

from contextlib import AbstractContextManager

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from huskurage.actions.undoing import WhyKept
from huskurage.core.cells import FaultReason
from huskurage.core.columns import Column
from huskurage.core.houses import Fault
from huskurage.core.lists import Dropped
from huskurage.core.personal import Personal, shown_cell
from huskurage.core.table import Refusal, Unreadable

COLUMNS = {
    Column.STREET: _l("Street, or the whole address"),
    Column.NUMBER: _l("House number"),
    Column.ENTRANCE: _l("Entrance"),
    Column.POSTCODE: _l("Postcode"),
    Column.CITY: _l("Town"),
    Column.AREA: _l("Area"),
    Column.PROPERTY: _l("Property designation"),
    Column.DWELLINGS: _l("Dwellings"),
}
SHORT = COLUMNS | {Column.STREET: _l("Street")}
PERSONAL = {
    Personal.NAME: _l("looks like names"),
    Personal.PHONE: _l("looks like telephone numbers"),
    Personal.EMAIL: _l("looks like e-mail addresses"),
    Personal.PERSONNUMMER: _l("looks like personal numbers"),
}
REFUSALS = {
    Refusal.EMPTY: _l("The file is empty."),
    Refusal.TOO_LARGE: _l("The file is larger than 10 MB."),
    Refusal.NOT_A_SPREADSHEET: _l("This is not a spreadsheet. Save the list as XLSX or CSV."),
    Refusal.WEB_PAGE: _l("This is a web page, though its name says otherwise. Save the list as XLSX or CSV."),
    Refusal.OLD_EXCEL: _l("This is a file of an older Excel. Open it and save it as XLSX."),
    Refusal.ENCRYPTED: _l("The file is locked with a password. Save it without one."),
    Refusal.OPEN_DOCUMENT: _l("This is an OpenDocument file. Save the list as XLSX or CSV."),
    Refusal.EXPANDS_TOO_MUCH: _l("The file unpacks to far more than a list of houses. It was not opened."),
    Refusal.FORBIDDEN_XML: _l("The file holds something that no spreadsheet program writes. It was not opened."),
    Refusal.UNKNOWN_ENCODING: _l("The letters of the file cannot be read. Save it as CSV UTF-8 or as XLSX."),
    Refusal.BROKEN: _l("The file is damaged. Save it again as XLSX or CSV."),
    Refusal.NO_HEADER: _l("No row with headings was found. Write what the columns hold above them."),
}
FAULTS = {
    FaultReason.MISSING: _l("is missing"),
    FaultReason.NOT_A_NUMBER: _l("is no house number"),
    FaultReason.BECAME_A_DATE: _l("has become a date; write it as text, for example 4-6"),
    FaultReason.NOT_A_POSTCODE: _l("is no postcode of five digits"),
    FaultReason.NOT_A_COUNT: _l("is no whole number"),
    FaultReason.TOO_LONG: _l("is too long"),
    FaultReason.LOOKS_LIKE_FORMULA: _l("begins like a formula"),
    FaultReason.ERROR_VALUE: _l("is an error of the spreadsheet program"),
    FaultReason.UNSAFE_CHARACTERS: _l("holds signs that cannot be printed"),
    FaultReason.LOOKS_PERSONAL: _l("looks like something about a person"),
    FaultReason.NUMBERS_DISAGREE: _l("is another number than the one in the street"),
}
KEPT = {
    WhyKept.EDITED: _l("changed since"),
    WhyKept.PRINTED: _l("its poster was printed since"),
    WhyKept.SHARES: _l("its building has a stairwell that stays"),
}


def in_english() -> AbstractContextManager[None]:
    """For commands, whose every word is English."""
    found: AbstractContextManager[None] = force_locale("en")
    return found


def refusal_words(error: Unreadable) -> str:
    """Why a file cannot be read as a list of houses."""
    if error.reason is Refusal.BROKEN_QUOTES:
        return str(_("The quotation marks in row %(row)s do not match.", row=error.params["row"]))
    if error.reason is Refusal.TOO_MANY_ROWS:
        return str(_("The list has more than %(limit)s rows. Divide it.", limit=error.params["limit"]))
    if error.reason is Refusal.TOO_MANY_COLUMNS:
        return str(_("The list has more than %(limit)s columns. Take away those that are not needed.", **error.params))
    return str(REFUSALS[error.reason])


def fault_words(fault: Fault) -> str:
    """What is wrong in a row, without its number: the column, its content where it may be shown, and why."""
    column = SHORT[fault.column] if fault.column else ""
    value = shown_cell(fault.value)
    if value:
        return str(_("%(column)s “%(value)s” %(why)s.", column=column, value=value, why=FAULTS[fault.why]))
    return str(_("%(column)s %(why)s.", column=column, why=FAULTS[fault.why]))


def dropped_words(dropped: Dropped) -> str:
    """Which column was left out, and why."""
    if dropped.heading:
        named = {"letter": dropped.letter, "heading": dropped.heading, "why": PERSONAL[dropped.why]}
        return str(_("Column %(letter)s, “%(heading)s”: %(why)s", **named))
    return str(_("Column %(letter)s: %(why)s", letter=dropped.letter, why=PERSONAL[dropped.why]))
