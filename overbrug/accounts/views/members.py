"""Who works for an organisation: add, change, end, and hand over a link."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from overbrug.accounts import actions, queries, rules
from overbrug.accounts.forms import MemberForm, RoleForm
from overbrug.accounts.models import Membership, Role, User
from overbrug.accounts.second_factor import with_second_factor
from overbrug.core.errors import NotAllowed
from overbrug.core.forms import PlainForm
from overbrug.core.pages import attempt, form_page, posted, status_of


@login_required
@with_second_factor
@form_page
def add_member(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give a person a role here; shows the link for a new account once."""
    found = queries.organisation_for(request.user, public_id)
    if not rules.may_give_role(request.user, found, Role.ADMIN):
        raise PermissionDenied
    form = MemberForm(posted(request), by=request.user, organisation=found)
    new = attempt(
        form, lambda: actions.add_member(found, by=cast(User, request.user), **form.cleaned_data)
    )
    if new is None:
        context = {"form": form, "organisation": found}
        return render(request, "accounts/member_form.html", context, status=status_of(form))
    return _show_link(request, new.membership, new.link_path)


def _show_link(request: HttpRequest, membership: Membership, path: str | None) -> HttpResponse:
    """The link stands on this answer and nowhere else: no table and no session keeps it."""
    context = {
        "membership": membership,
        "link": request.build_absolute_uri(path) if path else "",
        "made_by": None if membership.accepted_at else queries.maker_of(membership.user),
    }
    return render(request, "accounts/member_added.html", context)


@login_required
@with_second_factor
@form_page
def change_role(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """Give a member another role."""
    found = queries.organisation_for(request.user, public_id)
    member = queries.member_for(request.user, found, pk)
    if not rules.may_give_role(request.user, found, member.role):
        raise PermissionDenied
    form = RoleForm(
        posted(request), by=request.user, organisation=found, initial={"role": member.role}
    )
    done = attempt(
        form, lambda: actions.change_role(member, by=cast(User, request.user), **form.cleaned_data)
    )
    if done is None:
        context = {"form": form, "organisation": found, "member": member}
        return render(request, "accounts/role_form.html", context, status=status_of(form))
    messages.success(request, _("The role has been changed."))
    return redirect("accounts:organisation", public_id)


@login_required
@with_second_factor
@form_page
def end_membership(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """Ask first, then end the membership and all sessions of the person."""
    found = queries.organisation_for(request.user, public_id)
    member = queries.member_for(request.user, found, pk)
    if not rules.may_end_membership(request.user, member):
        raise PermissionDenied
    form = PlainForm(posted(request))
    if attempt(form, lambda: actions.end_membership(member, by=cast(User, request.user))):
        messages.success(request, _("The membership has ended."))
        return redirect("accounts:organisation", public_id)
    context = {"organisation": found, "member": member, "form": form}
    return render(request, "accounts/end_membership.html", context, status=status_of(form))


@login_required
@with_second_factor
@require_http_methods(["POST"])
def renew_link(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """A new link for somebody who never chose a password or never answered an invitation."""
    found = queries.organisation_for(request.user, public_id)
    member = queries.member_for(request.user, found, pk)
    try:
        path = actions.renew_link(member, by=cast(User, request.user))
    except NotAllowed as error:
        raise PermissionDenied from error
    return _show_link(request, member, path)
