"""The four steps from an empty register to posters that hang: which are done, which comes next, where each leads."""

from dataclasses import dataclass, replace
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from huskurage.actions.estate import Standing
from huskurage.actions.prints import is_lost
from huskurage.store.printing import JobState, PrintJob

USELESS = {JobState.FAILED, JobState.CANCELLED}


@dataclass(frozen=True)
class Task:
    """One step: what to do, how far it is, where it is done (nowhere, while there is nothing to do it with)."""

    title: str
    said: str
    address: str
    action: str
    done: bool
    next: bool = False


def tasks(standing: Standing, latest: PrintJob | None, now: datetime) -> list[Task]:
    """The steps in their order; the first that is not done is the next."""
    ordered = latest is not None and latest.state not in USELESS and not is_lost(latest, now)
    steps = [_add(standing), _look(standing, ordered=ordered), _print(standing), _hang(standing)]
    first = next((place for place, one in enumerate(steps) if not one.done), None)
    return [replace(one, next=place == first) for place, one in enumerate(steps)]


def _add(standing: Standing) -> Task:
    return Task(
        title=_("Add your houses"),
        said=ngettext("%(num)d stairwell in the register.", "%(num)d stairwells in the register.", standing.stairwells)
        if standing.stairwells
        else _("No houses yet. A list from your property system is enough: XLSX or CSV."),
        address=url_for("importing.begin"),
        action=_("Read in a list of houses"),
        done=standing.stairwells > 0,
    )


def _look(standing: Standing, *, ordered: bool) -> Task:
    return Task(
        title=_("Look at the poster"),
        said=_("See the real sheet of one of your stairwells. Choose design, size and languages."),
        address=url_for("prints.choose", all=1) if standing.stairwells else "",
        action=_("Look at the poster"),
        done=standing.stairwells > 0 and (ordered or standing.printed > 0),
    )


def _print(standing: Standing) -> Task:
    done, total = standing.printed, standing.stairwells
    left = total - done
    said = _("%(done)s of %(total)s stairwells have a printed poster.", done=done, total=total)
    return Task(
        title=_("Print"),
        said=said if total else _("All of them in one go, in the order in which one walks."),
        address=url_for("prints.choose", all=1, poster="none" if left else None) if total else "",
        action=_("Print those that have none") if left and done else _("Print"),
        done=total > 0 and left == 0,
    )


def _hang(standing: Standing) -> Task:
    said = _("The poster hangs in %(up)s of %(total)s stairwells.", up=standing.up, total=standing.stairwells)
    return Task(
        title=_("Confirm that they hang"),
        said=said if standing.printed else _("Tick them off on your telephone as you walk, or on a printed list."),
        address=url_for("rounds.rounds") if standing.printed else "",
        action=_("Tick off what hangs"),
        done=standing.stairwells > 0 and standing.up == standing.stairwells,
    )
