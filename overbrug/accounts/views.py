"""Pages about people and organisations."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from overbrug.accounts import actions, queries, rules
from overbrug.accounts.first_steps import first_steps
from overbrug.accounts.forms import (
    ChoosePasswordForm,
    FirstAdminForm,
    MemberForm,
    NameForm,
    OrganisationForm,
    RoleForm,
)
from overbrug.accounts.models import Membership, OneTimeLink, Role, User
from overbrug.accounts.second_factor import lead, with_second_factor
from overbrug.accounts.sections import sections_for
from overbrug.accounts.sessions import begin, end_one
from overbrug.core.errors import NotAllowed
from overbrug.core.forms import PlainForm
from overbrug.core.pages import attempt, form_page, page_of, posted, status_of


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@sensitive_post_parameters("password")
@form_page
def first_admin(request: HttpRequest, token: str) -> HttpResponse:
    """The one-time link of the first start: make the platform administrator."""
    if queries.open_link(token, OneTimeLink.Kind.FIRST_ADMIN) is None:
        return render(request, "accounts/link_gone.html", status=404)
    form = FirstAdminForm(posted(request))
    user = attempt(form, lambda: actions.use_admin_link(token, **form.cleaned_data))
    if user is None:
        return _link_form(request, "accounts/first_admin.html", form)
    begin(request, user)
    messages.info(request, _("Add your organisation. Then you can call a conversation."))
    return redirect("accounts:organisations")


@sensitive_post_parameters("password")
@form_page
def choose_password(request: HttpRequest, token: str) -> HttpResponse:
    """The link an administrator hands over: choose a first password."""
    link = queries.open_link(token, OneTimeLink.Kind.CHOOSE_PASSWORD)
    if link is None or link.user is None:
        return render(request, "accounts/link_gone.html", status=404)
    form = ChoosePasswordForm(posted(request), user=link.user)
    user = attempt(form, lambda: actions.use_password_link(token, **form.cleaned_data))
    if user is None:
        return _link_form(request, "accounts/choose_password.html", form)
    begin(request, user)
    if first := _to_first_steps(request, user.main_membership()):
        return first
    messages.info(request, _("Choose an opgave or add one. Then you can call a conversation."))
    return redirect("accounts:me")


@sensitive_post_parameters("password")
@login_required
@form_page
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The link of an invitation, for the one account that it is for."""
    user = _me(request)
    link = queries.open_link(token, OneTimeLink.Kind.JOIN)
    membership = link.membership if link else None
    if membership is None or membership.user_id != user.pk or membership.ended_at:
        return render(request, "accounts/link_gone.html", status=404)
    form = ChoosePasswordForm(posted(request), user=user)
    accept = actions.accept_membership
    if attempt(form, lambda: accept(token, by=user, **form.cleaned_data)) is None:
        context = {"form": form, "membership": membership}
        return render(request, "accounts/join.html", context, status=status_of(form))
    begin(request, user)
    messages.success(request, _("You now have this role."))
    return _to_first_steps(request, membership) or redirect("accounts:me")


def _to_first_steps(request: HttpRequest, hat: Membership | None) -> HttpResponse | None:
    """Where a new administrator begins: what is to be done first stands there."""
    if hat is None or hat.role != Role.ADMIN or not first_steps(hat.organisation):
        return None
    if lead(request) is None:  # else the page to set up a second step comes before it
        messages.info(request, _("Below stands what to do first for your organisation."))
    return redirect("accounts:organisation", hat.organisation.public_id)


@login_required
@require_http_methods(["POST"])
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no to an invitation."""
    invitation = get_object_or_404(_me(request).invitations(), pk=pk)
    actions.decline_membership(invitation, by=_me(request))
    messages.success(request, _("You declined the invitation."))
    return redirect("accounts:me")


def _link_form(request: HttpRequest, template: str, form: PlainForm) -> HttpResponse:
    if form.non_field_errors():  # used up between showing the form and sending it
        return render(request, "accounts/link_gone.html", status=404)
    return render(request, template, {"form": form}, status=status_of(form))


@login_required
@require_http_methods(["POST"])
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Log out one browser of one's own, elsewhere."""
    if end_one(_me(request), pk):
        messages.success(request, _("That browser is logged out."))
    return redirect("usersessions_list")


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
    made = attempt(form, lambda: actions.create_organisation(by=_me(request), **form.cleaned_data))
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
    waits = not member.accepted_at or not member.user.has_usable_password()
    member.may_renew = member.may_change and waits


@login_required
@with_second_factor
@form_page
def add_member(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give a person a role here; shows the link for a new account once."""
    found = queries.organisation_for(request.user, public_id)
    if not rules.may_give_role(request.user, found, Role.ADMIN):
        raise PermissionDenied
    form = MemberForm(posted(request), by=request.user, organisation=found)
    new = attempt(form, lambda: actions.add_member(found, by=_me(request), **form.cleaned_data))
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
    done = attempt(form, lambda: actions.change_role(member, by=_me(request), **form.cleaned_data))
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
    if attempt(form, lambda: actions.end_membership(member, by=_me(request))):
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
        path = actions.renew_link(member, by=_me(request))
    except NotAllowed as error:
        raise PermissionDenied from error
    return _show_link(request, member, path)


@login_required
@form_page
def me(request: HttpRequest) -> HttpResponse:
    """My account: name, password, the hats I wear."""
    user = _me(request)
    form = NameForm(posted(request), initial={"name": user.name})
    if attempt(form, lambda: actions.change_name(user, **form.cleaned_data)):
        messages.success(request, _("Your name has been saved."))
        return redirect("accounts:me")
    context = {
        "form": form,
        "memberships": user.memberships_now().order_by("organisation__is_fictional", "pk"),
        "invitations": user.invitations(),
    }
    return render(request, "accounts/me.html", context, status=status_of(form))
