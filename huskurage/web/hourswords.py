"""Contact hours in the reader's language: a line for each band, with its days by name."""

from datetime import time

from babel.dates import format_time, get_day_names
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup, escape

from huskurage.core.hours import ALWAYS, HOLIDAY, Hours
from huskurage.web.language import page_language


def hours_lines(hours: Hours) -> list[Markup]:
    """When somebody answers: "Monday-Friday 08:00-16:30", a line a band, and what public holidays do to it."""
    if hours == ALWAYS:
        return [escape(_("Answers day and night."))]
    by_days: dict[frozenset[int], list[Markup]] = {}
    for one in hours.bands:
        by_days.setdefault(one.days, []).append(from_to(one.opens, one.closes))
    lines = [Markup("{}: {}").format(_days(days), escape(comma()).join(spans)) for days, spans in by_days.items()]
    if hours.holidays_closed and not any(HOLIDAY in one.days for one in hours.bands):
        lines.append(escape(_closed(eves=hours.eves_as_holidays)))
    return lines


def _closed(*, eves: bool) -> str:
    if eves:
        return str(_("Not on public holidays, nor on the eves of Midsummer, Christmas and New Year."))
    # Translators: Follows the hours of a telephone number: nobody answers then.
    return str(_("Not on public holidays."))


def clock_time(moment: time) -> str:
    """A time of day by the clock: "08.00" in Swedish, "08:00" elsewhere."""
    shape = "HH.mm" if page_language().html_lang == "sv" else "HH:mm"
    return format_time(moment, shape, locale=get_locale() or "sv")


def from_to(begins: time, ends: time) -> Markup:
    """From when to when, left to right in every language, the end of a day as 24: "18.00-20.00"."""
    end = clock_time(ends).replace("00", "24", 1) if ends == time(0) else clock_time(ends)
    return Markup('<bdi dir="ltr" class="n">{}\N{EN DASH}{}</bdi>').format(clock_time(begins), end)


def _days(days: frozenset[int]) -> str:
    """Runs of weekdays from first to last, then public holidays."""
    names = get_day_names("wide", context="stand-alone", locale=get_locale() or "sv")
    said = [
        str(names[run[0]]) if len(run) == 1 else f"{names[run[0]]}\N{EN DASH}{names[run[-1]]}"
        for run in _runs(sorted(days - {HOLIDAY}))
    ]
    if HOLIDAY in days:
        # Translators: The end of a list of days on which somebody answers: “Saturday-Sunday, public holidays”.
        said.append(str(_("public holidays")))
    return comma().join(said)


def comma() -> str:
    """What stands between the parts of a list; Babel's own lists fail in several of our languages."""
    return {"Arab": "\N{ARABIC COMMA} ", "Ethi": "\N{ETHIOPIC COMMA} "}.get(page_language().script, ", ")


def _runs(numbers: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
