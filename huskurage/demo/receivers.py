"""The demo's directory of receivers; its numbers come from the series PTS keeps free for fiction, or are national."""

from huskurage.core.receivers import ReceiverKind
from huskurage.store.places import Receiver

_LISTED = (
    (
        ReceiverKind.INTAKE_CHILDREN,
        "Mottagningsgruppen barn och unga",
        "08-465 004 01, vardagar 8-16",
        "Oro för barn och unga upp till 20 år. Tar emot i verksamhetssystemet.",
    ),
    (
        ReceiverKind.INTAKE_ADULTS,
        "Mottagningen vuxna",
        "08-465 004 02, vardagar 8-16",
        "Oro för vuxna som utsätts för våld. Insatser bygger på samtycke.",
    ),
    (ReceiverKind.OUT_OF_HOURS, "Socialjouren", "08-465 004 10, kvällar och helger", "Det som inte kan vänta."),
    (ReceiverKind.POLICE, "Polisen", "114 14; pågår det: 112", "Misstänkta brott."),
    (
        ReceiverKind.WOMENS_SHELTER,
        "Lindbacka kvinnojour",
        "08-465 004 20",
        "Stöd och skyddat boende, om den våldsutsatta själv vill.",
    ),
    (
        ReceiverKind.VIOLENCE_CENTRE,
        "Centrum för våld i nära relation",
        "08-465 004 30, vardagar 9-16",
        "Våldsutsatta, och den som använder våld och vill förändras.",
    ),
    (
        ReceiverKind.RVC,
        "Relationsvåldscentrum",
        "08-465 004 40",
        "Efter polisanmälan, genom hela rättsprocessen.",
    ),
)


def demo_receivers(municipality_id: int) -> list[Receiver]:
    """Whom the demo's coordinators hand over to."""
    return [
        Receiver(municipality_id=municipality_id, kind=kind, name=name, reached_by=reached_by, accepts=accepts)
        for kind, name, reached_by, accepts in _LISTED
    ]
