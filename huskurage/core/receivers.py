"""Whom a concern can be handed over to, and who is never its first receiver."""

import enum
from collections.abc import Iterable
from typing import Final


class ReceiverKind(enum.StrEnum):
    """The kinds of the directory (domain, section 5)."""

    INTAKE_CHILDREN = "intake_children"
    INTAKE_ADULTS = "intake_adults"
    OUT_OF_HOURS = "out_of_hours"
    POLICE = "police"
    VIOLENCE_CENTRE = "violence_centre"
    WOMENS_SHELTER = "womens_shelter"
    PERSONS_USING_VIOLENCE = "persons_using_violence"
    VICTIM_SUPPORT = "victim_support"
    HONOUR_SUPPORT = "honour_support"
    OTHER_MUNICIPALITY = "other_municipality"
    RVC = "rvc"
    IGOR = "igor"
    BARNAHUS = "barnahus"


NEVER_FIRST: Final = frozenset({ReceiverKind.RVC, ReceiverKind.IGOR, ReceiverKind.BARNAHUS})
"""They start from a police report or an open case (domain, section 5): no neighbour's concern goes there directly."""

OPENS_A_FILE: Final = frozenset(
    {ReceiverKind.INTAKE_CHILDREN, ReceiverKind.INTAKE_ADULTS, ReceiverKind.OUT_OF_HOURS, ReceiverKind.POLICE}
)
"""After one of these has a report, those who are never first may get it too."""


def may_receive(kind: ReceiverKind, before: Iterable[ReceiverKind]) -> bool:
    """Whether a report can go to such a receiver, given the kinds of those who have got it before."""
    return kind not in NEVER_FIRST or not OPENS_A_FILE.isdisjoint(before)
