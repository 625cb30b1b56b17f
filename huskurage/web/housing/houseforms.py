"""What is typed about one stairwell by hand."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from huskurage.core.houses import HouseRow, read_house
from huskurage.core.imports import FIELDS, facts_digest
from huskurage.web.forms import Line, PostedForm
from huskurage.web.housing.words import FAULTS


class HouseForm(PostedForm):
    """A stairwell's facts, read by the same rules as a row of a list."""

    street = Line(_l("Street"))
    number = Line(_l("House number"))
    entrance = Line(_l("Entrance"))
    postcode = Line(_l("Postcode"))
    city = Line(_l("Town"))
    area = Line(_l("Area"))
    property_designation = Line(_l("Property designation"))
    dwellings = Line(_l("Dwellings in the stairwell"))
    whole_building = BooleanField(_l("Give the building's other stairwells the same street, number and postcode"))
    whole_area = BooleanField(_l("The whole area has this name now"))
    seen = HiddenField()

    @classmethod
    def about(cls, house: HouseRow) -> "HouseForm":
        """The form of a house as it is now."""
        facts = {name: str(getattr(house, name) or "") for name in FIELDS.values()}
        if house.dwellings == 0:
            facts["dwellings"] = "0"
        return cls(formdata=None, data=facts | {"seen": facts_digest(house)})

    def house(self) -> HouseRow | None:
        """The typed house; None when something is wrong, which then stands at its field."""
        found, faults = read_house({column: self[name].data or "" for column, name in FIELDS.items()})
        for fault in faults:
            field = self[FIELDS[fault.column]] if fault.column else self.street
            field.errors = [_("%(field)s %(why)s.", field=field.label.text, why=FAULTS[fault.why])]
        return found
