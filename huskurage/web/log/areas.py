"""The areas that the log's acts belong to, for the filter: each act in exactly one."""

from typing import Final

from flask_babel import lazy_gettext as _l

from huskurage.store.audit import Act

AREAS: Final = {
    "reading": (_l("Readings and copies"), (
        Act.REPORT_READ, Act.REPORT_READ_REFUSED, Act.REPORT_EXPORTED, Act.COPY_REDACTED, Act.LOG_READ,
    )),
    "reports": (_l("Work on reports"), (
        Act.REPORT_TAKEN, Act.REPORT_ASSIGNED, Act.NOTE_WRITTEN, Act.QUESTION_ASKED, Act.REPORT_FILED_FOR_CALLER,
        Act.PROTECTION_ASSESSED, Act.NO_ACTION_PROPOSED, Act.NO_ACTION_REFUSED, Act.REPORT_CLOSED,
        Act.REPORT_QUARANTINED, Act.REPORT_RELEASED, Act.REPORTS_LINKED, Act.REPORT_MUTED, Act.REPORT_UNMUTED,
        Act.REPORT_HANDED_OVER, Act.REPORT_REGISTERED, Act.REPORT_PURGED, Act.REPORT_HELD_BACK, Act.REPORT_LET_GO,
        Act.REPORT_GIVEN_BACK, Act.WITHDRAWAL_SEEN,
    )),
    "keys": (_l("Inboxes and keys"), (
        Act.INBOX_MADE, Act.INBOX_LIVE, Act.INBOX_CHANGED, Act.KIT_MADE, Act.KIT_TESTED, Act.KIT_USED,
        Act.KIT_REFUSED, Act.OPENING_GIVEN, Act.OPENING_TAKEN, Act.KEY_ROTATED, Act.KEY_RESEALED,
    )),
    "signing-in": (_l("Signing in"), (
        Act.SIGNED_IN, Act.SIGN_IN_FAILED, Act.SIGNED_OUT, Act.SESSION_ENDED, Act.RECOVERY_CODE_USED,
        Act.PASSPHRASE_CHANGED, Act.FACTOR_CHANGED, Act.NEW_START_OFFERED, Act.NEW_START_MADE,
        Act.NEW_FACTOR_OFFERED, Act.ACCOUNT_CHANGED,
    )),
    "people": (_l("People and duty"), (
        Act.PERSON_INVITED, Act.INVITATION_WITHDRAWN, Act.PERSON_JOINED, Act.PERSON_LEFT, Act.DUTY_CHANGED,
        Act.ABSENCE_CHANGED, Act.RECEIVERS_CHANGED, Act.RETENTION_CHANGED, Act.FEED_MADE, Act.FEED_ENDED,
        Act.LETTER_TESTED,
    )),
    "houses": (_l("Houses and posters"), (
        Act.HOUSES_IMPORTED, Act.IMPORT_UNDONE, Act.HOUSE_CHANGED, Act.HOUSES_EXPORTED, Act.TAG_CHANGED,
        Act.POSTERS_PRINTED, Act.POSTERS_HUNG, Act.LETTERS_DELIVERED, Act.PLAN_CHANGED, Act.LOGO_CHANGED,
    )),
    "public": (_l("Public pages"), (Act.TEXT_CHANGED, Act.CAMPAIGN_CHANGED, Act.FEEDBACK_REMOVED)),
}  # fmt: skip
