"""Cover rounds: which area is looked after in which month, drawn by lot so that a visit never points at anything."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from huskurage.core.standing import first_of_month

AHEAD = 12  # months for which rounds are drawn
FEWEST = 4  # rounds in that time, also where a landlord has one area only
LATE_IN_THE_MONTH = 15  # from the day after it, a month is too short for a round that nobody knew of
CANDIDATES = 2  # months that are drawn for a round; the emptier one gets it


def months_ahead(today: date) -> list[date]:
    """The first days of the twelve months for which rounds are drawn."""
    start = 0 if today.day <= LATE_IN_THE_MONTH else 1
    return [first_of_month(today, start + ahead) for ahead in range(AHEAD)]


def rounds_to_draw(
    areas: Sequence[int], planned: Mapping[int, Sequence[date]], months: Sequence[date], chance: random.Random
) -> list[tuple[int, date]]:
    """What is missing so that every area has its rounds in these months: (area, month), in the order drawn.

    Nothing but the areas, what is planned and chance decides. `planned`: area -> months. Every area gets one round;
    where there are fewer than four areas, each gets so many that there are at least four. Months that have few rounds
    are preferred a little, and such as lie far from the area's other rounds.
    """
    need = -(-FEWEST // len(areas)) if areas else 0
    load = Counter(month for area in areas for month in planned.get(area, ()))
    drawn = []
    for area in chance.sample(list(areas), len(areas)):
        own = [month for month in planned.get(area, ()) if month in months]
        while len(own) < need:
            free = [month for month in months if month not in own]
            tried = chance.sample(free, min(CANDIDATES, len(free)))
            month = min(tried, key=lambda one: (load[one], -min((abs((one - other).days) for other in own), default=0)))
            own.append(month)
            load[month] += 1
            drawn.append((area, month))
    return drawn
