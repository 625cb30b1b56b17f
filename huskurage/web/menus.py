"""The menu of each role, and the table of what is set up where."""

from flask_babel import lazy_gettext

from huskurage.core.access import Permission, Role

MENUS = {
    Role.COORDINATOR: (
        ("triage.inbox", lazy_gettext("Inbox")),
        ("intake.write", lazy_gettext("Call or visit")),
        ("triage.quarantine", lazy_gettext("Quarantine tray")),
        ("triage.closed", lazy_gettext("Closed reports")),
        ("admin.set_up", lazy_gettext("Set up")),
    ),
    Role.LANDLORD_STAFF: (
        ("housing.start", lazy_gettext("Start")),
        ("housing.houses", lazy_gettext("Houses and posters")),
        ("prints.jobs", lazy_gettext("Earlier prints")),
        ("rounds.rounds", lazy_gettext("Rounds")),
        ("plan.plan", lazy_gettext("Action plan")),
        ("materials.materials", lazy_gettext("Materials")),
        ("logos.logo", lazy_gettext("Logo")),
    ),
    Role.ADMINISTRATOR: (("admin.set_up", lazy_gettext("Set up")),),
}
SET_UP = (
    (
        "keys.openings",
        Permission.OPENING_LIST,
        lazy_gettext("Who can open what"),
        lazy_gettext("Inboxes, their keyholders and recovery kits."),
    ),
    (
        "letters.page",
        Permission.INBOX_SET_UP,
        lazy_gettext("Letters"),
        lazy_gettext("Whether people are told by mail that something waits, and a test."),
    ),
    (
        "calendar.page",
        Permission.REPORT_READ,
        lazy_gettext("Deadlines in your calendar"),
        lazy_gettext("A calendar address of your own."),
    ),
    (
        "duty.inboxes",
        Permission.INBOX_SET_UP,
        lazy_gettext("Hours and duty"),
        lazy_gettext("When concerns are read and by which day, who is on duty, and whom to call when nobody is."),
    ),
    (
        "duty.absences",
        Permission.DUTY_OWN,
        lazy_gettext("Absences"),
        lazy_gettext("Days on which you or a colleague are away: nobody is told of anything then."),
    ),
    (
        "handover.receivers",
        Permission.INBOX_SET_UP,
        lazy_gettext("Receivers"),
        lazy_gettext("Who a concern can be handed over to, and what each takes."),
    ),
    (
        "handover.purge",
        Permission.REPORT_PURGE,
        lazy_gettext("Purge"),
        lazy_gettext("What is forgotten in the coming days, and the protocol."),
    ),
    (
        "handover.rule",
        Permission.INBOX_SET_UP,
        lazy_gettext("Rule for purging"),
        lazy_gettext("How long reports stay, and who decided it."),
    ),
    (
        "leaving.choose",
        Permission.ACCOUNT_END,
        lazy_gettext("Somebody leaves the job"),
        lazy_gettext("Give their reports and duties to others, and end everything that is theirs."),
    ),
    (
        "people.people",
        Permission.ACCOUNT_RENEW,
        lazy_gettext("People"),
        lazy_gettext("Who works here, inviting somebody, a forgotten passphrase, a lost telephone."),
    ),
    (
        "texts.texts",
        Permission.GUIDANCE_KEEP,
        lazy_gettext("Own texts"),
        lazy_gettext("What the municipality says itself on the public pages, in each language."),
    ),
    (
        "feedback.page",
        Permission.FEEDBACK_READ,
        lazy_gettext("What does not work"),
        lazy_gettext(
            "What people told of pages that are hard to use. Administrators read it; coordinators where none is."
        ),
    ),
    (
        "log.log",
        Permission.LOG_READ,
        lazy_gettext("Log"),
        lazy_gettext("Who did what, and when. Never what was written."),
    ),
    (
        "campaigns.campaigns",
        Permission.GUIDANCE_KEEP,
        lazy_gettext("Campaigns and events"),
        lazy_gettext("What neighbours are invited to, also together with other municipalities."),
    ),
    (
        "logos.logo",
        Permission.LOGO_KEEP,
        lazy_gettext("Logo"),
        lazy_gettext("The municipality's logo on posters and letters."),
    ),
)
