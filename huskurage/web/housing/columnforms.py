"""What somebody says the columns of their list mean."""

from collections.abc import Mapping

from flask_babel import gettext as _

from huskurage.core.columns import Column
from huskurage.web.housing.words import COLUMNS


def read_mapping(form: Mapping[str, str], columns: int) -> tuple[dict[Column, int], str]:
    """The chosen columns by their index from 0, and what is wrong with the choice, or nothing."""
    chosen: dict[Column, int] = {}
    for column in Column:
        written = form.get(column.value, "")
        if written.isascii() and written.isdigit() and int(written[:9]) < columns:
            chosen[column] = int(written)
        elif written:
            return chosen, _("Choose among the columns of the list.")
    if Column.STREET not in chosen:
        return chosen, _("Choose the column that holds the street.")
    twice = [column for column in chosen if list(chosen.values()).count(chosen[column]) > 1]
    if twice:
        names = _("%(first)s and %(second)s", first=COLUMNS[twice[0]], second=COLUMNS[twice[1]])
        return chosen, _("The same column was chosen twice: %(names)s.", names=names)
    return chosen, ""
