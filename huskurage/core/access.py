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
    ACCOUNT_INVITE = "account:invite"
    ACCOUNT_RENEW = "account:renew"
    REPORT_READ = "report:read"
    REPORT_WRITE = "report:write"
    HOUSE_READ = "house:read"
    POSTER_PRINT = "poster:print"
    OPENING_LIST = "opening:list"


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.COORDINATOR: frozenset(
        {
            Permission.ACCOUNT_OWN,
            Permission.ACCOUNT_RENEW,
            Permission.REPORT_READ,
            Permission.REPORT_WRITE,
            Permission.OPENING_LIST,
        }
    ),
    Role.LANDLORD_STAFF: frozenset({Permission.ACCOUNT_OWN, Permission.HOUSE_READ, Permission.POSTER_PRINT}),
    Role.ADMINISTRATOR: frozenset(
        {Permission.ACCOUNT_OWN, Permission.ACCOUNT_INVITE, Permission.ACCOUNT_RENEW, Permission.OPENING_LIST}
    ),
}


def may(role: Role, permission: Permission) -> bool:
    """Whether the role holds the permission. Reading a report also takes an opening of its inbox."""
    return permission in GRANTS[role]
