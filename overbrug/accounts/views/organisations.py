"""Organisations: all that one sees, one with its members, a new one."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from overbrug.accounts import actions, queries, rules
from overbrug.accounts.first_steps import first_steps
from overbrug.accounts.forms import OrganisationForm
from overbrug.accounts.models import Role, User
from overbrug.accounts.second_factor import lead, with_second_factor
from overbrug.accounts.sections import sections_for
from overbrug.core.pages import attempt, form_page, page_of, posted, status_of


@login_required
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations this person works for, or looks after."""
    page = page_of(request, queries.organisations_for(request.user), size=100)
    context = {
        "page": page,
        "real": [one for one in page if one.people and not one.is_fictional],
        "named": [one for one in page if not one.people and not one.is_fictional],
        "invented": [one for one in page if one.is_fictional],
        "may_create": rules.may_create_organisation(request.user),
    }
    return render(request, "accounts/organisations.html", context)


@login_required
@with_second_factor
@form_page
def create_organisation(request: HttpRequest) -> HttpResponse:
    """Bring an organisation in."""
    if not rules.may_create_organisation(request.user):
        raise PermissionDenied
    form = OrganisationForm(posted(request))
    made = attempt(
        form, lambda: actions.create_organisation(by=cast(User, request.user), **form.cleaned_data)
    )
    if made is None:
        return render(
            request, "accounts/organisation_form.html", {"form": form}, status=status_of(form)
        )
    words = (
        _("%(name)s is here, and you look after it.")
        if form.cleaned_data["with_me"]
        else _("%(name)s is here. Now add an administrator.")
    )
    messages.success(request, words % {"name": made})
    return redirect("accounts:organisation", made.public_id)


@login_required
def organisation(request: HttpRequest, public_id: str) -> HttpResponse:
    """One organisation with the members this person may see."""
    found = queries.organisation_for(request.user, public_id)
    sees_more = rules.may_give_role(request.user, found, Role.ADMIN)
    if sees_more and (first := lead(request)):
        return first
    page = page_of(request, queries.members_for(request.user, found), size=40)
    members = list(page)
    for member in members:
        _say_what_may(request, member)
    may_manage = rules.may_manage_members(request.user, found)
    steps = first_steps(found) if may_manage else []
    return render(
        request,
        "accounts/organisation.html",
        {
            "organisation": found,
            "members": members,
            "page": page,
            "sections": sections_for(request, found),
            "may_manage": may_manage,
            "steps": steps,
            "done": sum(step.is_done for step in steps),
            "next": next((step for step in steps if not step.is_done), None),
            "may_add": sees_more,
        },
    )


def _say_what_may(request: HttpRequest, member: Any) -> None:
    """Which links stand beside a member."""
    member.may_end = rules.may_end_membership(request.user, member)
    member.may_change = rules.may_give_role(request.user, member.organisation, member.role)
    member.may_renew = rules.may_renew_link(request.user, member)
