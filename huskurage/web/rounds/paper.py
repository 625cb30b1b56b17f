"""The print list in Swedish words, for those who walk with paper."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from babel.dates import format_date
from flask_babel import force_locale
from flask_babel import gettext as _

from huskurage.actions.rounds import Asked, Place
from huskurage.core.roundlist import ListedRow, RoundWords, draw_list
from huskurage.web.rounds.words import WANTED, area_name


def drawn_list(shown: Sequence[Place], landlord: str, asked: Asked, *, posters_dir: Path, made_on: date) -> bytes:
    """The PDF of these stairwells: a heading for each area, in it the order in which one walks."""
    with force_locale("sv"):
        groups: dict[str, list[ListedRow]] = {}
        for one in shown:
            area = area_name(one.stairwell.building.area.name)
            groups.setdefault(area, []).append(ListedRow(one.stairwell.address, _remark(one)))
        words = RoundWords(
            language="sv",
            title=_("Round of the stairwells"),
            lead=f"{landlord} · {WANTED[asked.wanted]} · {_day(made_on)}",
            columns=(_("Stairwell"), _("Up"), _("Checked"), _("Letter"), _("Not there"), _("Remark")),
            count=_("Stairwells: %(count)s", count=len(shown)),
            page=_("Page"),
            who=_("Who and which day"),
        )
        return draw_list(sorted(groups.items()), words=words, posters_dir=posters_dir, made_on=made_on)


def _remark(one: Place) -> str:
    """What to know before the door: what hangs there, what is to be hung, what somebody said."""
    stands, said = one.stands, []
    if stands.waits is not None:
        said.append(_("hang %(label)s", label=stands.waits.revision.label))
    if stands.hangs is not None:
        said.append(_("up since %(day)s", day=_day(stands.hangs.up_on)))
    if one.stairwell.said_missing or stands.gone is not None:
        said.append(_("missing"))
    if one.old:
        said.append(_("old"))
    return ", ".join(said)


def _day(day: date | None) -> str:
    return format_date(day, "d MMM y", locale="sv") if day else ""
