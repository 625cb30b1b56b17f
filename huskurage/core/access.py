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
    POSTER_PRINT = "poster:print"
    OPENING_LIST = "opening:list"
    LOG_READ = "log:read"


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.COORDINATOR: frozenset(
        {
            Permission.ACCOUNT_OWN,
            Permission.REPORT_READ,
            Permission.REPORT_WRITE,
            Permission.OPENING_LIST,
            Permission.LOG_READ,
        }
    ),
    Role.LANDLORD_STAFF: frozenset({Permission.ACCOUNT_OWN, Permission.HOUSE_READ, Permission.POSTER_PRINT}),
    Role.ADMINISTRATOR: frozenset({Permission.ACCOUNT_OWN, Permission.OPENING_LIST, Permission.LOG_READ}),
}


def may(role: Role, permission: Permission) -> bool:
    """Whether the role holds the permission. Reading a report also takes an opening of its inbox."""
    return permission in GRANTS[role]
