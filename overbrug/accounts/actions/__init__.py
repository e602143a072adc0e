"""What people do with organisations, memberships and one-time links. Each checks who may."""

from overbrug.accounts.actions.links import (
    make_admin_link,
    renew_link,
    use_admin_link,
    use_password_link,
)
from overbrug.accounts.actions.members import (
    NewMember,
    accept_membership,
    add_member,
    change_role,
    decline_membership,
    end_membership,
)
from overbrug.accounts.actions.organisations import create_organisation
from overbrug.accounts.actions.people import (
    change_name,
    end_sessions,
    erase_account,
    remove_factors,
)

__all__ = [
    "NewMember",
    "accept_membership",
    "add_member",
    "change_name",
    "change_role",
    "create_organisation",
    "decline_membership",
    "end_membership",
    "end_sessions",
    "erase_account",
    "make_admin_link",
    "remove_factors",
    "renew_link",
    "use_admin_link",
    "use_password_link",
]
