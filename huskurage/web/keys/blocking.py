"""What a page needs to show what still depends on a person, and to whom it could go."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from huskurage.actions.leaving import Dependence, candidates
from huskurage.store.inboxes import Inbox, Part
from huskurage.store.people import Account
from huskurage.web.keys.forms import GOES_TO


def what_blocks(
    session: Session, person: Account, depends: Sequence[Dependence], problem: str = ""
) -> dict[str, object]:
    """The values of `keys/blocked.html`. `problem`: why what was chosen could not be given."""

    def offered(inbox: Inbox, part: str) -> list[Account]:
        return candidates(session, inbox, Part(part), person)

    return {"person": person, "depends": depends, "offered": offered, "part_goes_to": GOES_TO, "problem": problem}
