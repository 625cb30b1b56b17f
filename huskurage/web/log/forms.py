"""What of the log is asked for: the filters as they stand in the address."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta

from huskurage.actions.errors import NotFound
from huskurage.core.swedish_time import STOCKHOLM
from huskurage.store.audit import Act
from huskurage.store.base import is_random_id
from huskurage.store.logbook import Sought
from huskurage.web.forms import row_number
from huskurage.web.log.areas import AREAS

LONGEST = 40
LAST_DAY = date(9999, 12, 30)


class BadPeriod(ValueError):
    """A day that is no day."""


@dataclass(frozen=True)
class Asked:
    """The filters as somebody chose them; each is empty when it does not narrow."""

    person: str = ""
    report: str = ""
    kind: str = ""
    first: str = ""
    last: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Asked":
        """The filters in an address or a form."""
        return cls(**{name: given.get(name, "").strip()[:LONGEST] for name in cls.__dataclass_fields__})

    @property
    def filled(self) -> dict[str, str]:
        """Those that narrow, for addresses and hidden fields."""
        return {name: value for name, value in asdict(self).items() if value}

    def sought(self) -> Sought:
        """Raises NotFound for what no page of ours offers, BadPeriod for days that cannot be read."""
        begin, last = _midnight(self.first), _midnight(self.last, days=1)
        return Sought(
            account_id=_number(self.person),
            report_id=_report(self.report),
            acts=_acts(self.kind),
            begin=begin,
            end=last,
        )


def _number(text: str) -> int | None:
    if not text:
        return None
    number = row_number(text)
    if number is None:
        raise NotFound
    return number


def _report(text: str) -> str:
    if text and not is_random_id(text):
        raise NotFound
    return text


def _acts(text: str) -> frozenset[Act]:
    if not text:
        return frozenset()
    if text in AREAS:
        return frozenset(AREAS[text][1])
    try:
        return frozenset({Act(text)})
    except ValueError:
        raise NotFound from None


def _midnight(text: str, days: int = 0) -> datetime | None:
    """The first moment of that day in Sweden, or of the day so many days later."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadPeriod from None
    return datetime.combine(min(day, LAST_DAY) + timedelta(days), time(), STOCKHOLM)
