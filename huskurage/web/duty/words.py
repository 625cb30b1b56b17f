"""How hours and days are said on the pages about duty."""

from babel.dates import get_day_names
from flask_babel import get_locale, pgettext

from huskurage.core.hours import HOLIDAY, Band, Hours


def day_name(number: int) -> str:
    """A weekday, short, or the public holiday."""
    if number == HOLIDAY:
        return str(pgettext("a kind of day", "Holiday"))
    return str(get_day_names("abbreviated", locale=get_locale() or "sv")[number]).rstrip(".")


def bands_in_words(hours: Hours) -> list[str]:
    """Each row of hours as people write it: "Mon-Fri 08:00-16:00"."""
    face = "%H.%M" if str(get_locale()) == "sv" else "%H:%M"
    return [f"{_days(band)} {band.opens:{face}}\N{EN DASH}{band.closes:{face}}" for band in hours.bands]


def _days(band: Band) -> str:
    runs: list[list[int]] = []
    for number in sorted(band.days):
        if runs and number == runs[-1][-1] + 1 and number != HOLIDAY:
            runs[-1].append(number)
        else:
            runs.append([number])
    names = [day_name(one[0]) if len(one) == 1 else f"{day_name(one[0])}\N{EN DASH}{day_name(one[-1])}" for one in runs]
    return _first_large(", ".join(names))


def _first_large(text: str) -> str:
    return text[:1].upper() + text[1:]
