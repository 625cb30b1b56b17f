"""Who may do what: roles, permissions and the one table that joins them."""

import enum


class Role(enum.Enum):
    """What an account is for."""

    COORDINATOR = "coordinator"
    LANDLORD_STAFF = "landlord_staff"
    ADMINISTRATOR = "administrator"


class Permission(enum.Enum):
    """Something a signed-in person may be allowed to do, as `resource:action`."""

    ACCOUNT_OWN = "account:own"
    REPORT_READ = "report:read"
    REPORT_WRITE = "report:write"
    HOUSE_READ = "house:read"
    HOUSE_WRITE = "house:write"
    POSTER_PRINT = "poster:print"
    POSTER_HANG = "poster:hang"
    PLAN_KEEP = "plan:keep"
    LOGO_KEEP = "logo:keep"
    REPORT_PURGE = "report:purge"
    OPENING_LIST = "opening:list"
    OPENING_GIVE = "opening:give"
    INBOX_SET_UP = "inbox:set_up"
    ACCOUNT_INVITE = "account:invite"
    ACCOUNT_RENEW = "account:renew"
    ACCOUNT_END = "account:end"
    DUTY_OWN = "duty:own"
    LOG_READ = "log:read"
    GUIDANCE_KEEP = "guidance:keep"
    FEEDBACK_READ = "feedback:read"


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.COORDINATOR: frozenset(
        {
            Permission.ACCOUNT_OWN,
            Permission.REPORT_READ,
            Permission.REPORT_WRITE,
            Permission.REPORT_PURGE,
            Permission.OPENING_LIST,
            Permission.OPENING_GIVE,
            Permission.INBOX_SET_UP,
            Permission.ACCOUNT_RENEW,
            Permission.ACCOUNT_END,
            Permission.DUTY_OWN,
            Permission.LOG_READ,
            Permission.FEEDBACK_READ,
        }
    ),
    Role.LANDLORD_STAFF: frozenset(
        {
            Permission.ACCOUNT_OWN,
            Permission.HOUSE_READ,
            Permission.HOUSE_WRITE,
            Permission.POSTER_PRINT,
            Permission.POSTER_HANG,
            Permission.PLAN_KEEP,
            Permission.LOGO_KEEP,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.ACCOUNT_OWN,
            Permission.LOGO_KEEP,
            Permission.OPENING_LIST,
            Permission.INBOX_SET_UP,
            Permission.ACCOUNT_INVITE,
            Permission.ACCOUNT_RENEW,
            Permission.ACCOUNT_END,
            Permission.DUTY_OWN,
            Permission.LOG_READ,
            Permission.GUIDANCE_KEEP,
            Permission.FEEDBACK_READ,
        }
    ),
}


def may(role: Role, permission: Permission) -> bool:
    """Whether the role holds the permission. Reading a report also takes an opening of its inbox."""
    return permission in GRANTS[role]
