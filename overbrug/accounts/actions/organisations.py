"""Bring an organisation in."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from overbrug.accounts import rules
from overbrug.accounts.actions.members import add_member
from overbrug.accounts.models import Organisation, Role, User
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import record
from overbrug.core.revisions import check


@transaction.atomic
def create_organisation(
    *,
    by: User,
    name: str,
    kind: str = Organisation.Kind.OTHER,
    is_fictional: bool = False,
    with_me: bool = False,
) -> Organisation:
    """Bring an organisation in; `with_me` makes the person its first administrator."""
    if not rules.may_create_organisation(by):
        raise NotAllowed
    organisation = Organisation(name=name, kind=kind, is_fictional=is_fictional)
    if Organisation.objects.filter(name__iexact=name).exists():
        raise Refused(_("An organisation with this name is already here."), field="name")
    check(organisation)
    organisation.save()
    record("organisation_created", organisation, by=by, role="platform")
    if with_me:
        add_member(organisation, by=by, email=by.email, role=Role.ADMIN)
    return organisation
