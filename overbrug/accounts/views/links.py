"""Pages behind a link that works once: a first administrator, a first password, a new role."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from overbrug.accounts import actions, queries, rules
from overbrug.accounts.factors import proof
from overbrug.accounts.first_steps import first_steps
from overbrug.accounts.forms import ChoosePasswordForm, FirstAdminForm
from overbrug.accounts.models import Membership, OneTimeLink, Role, User
from overbrug.accounts.second_factor import lead
from overbrug.accounts.sessions import begin, begin_again
from overbrug.core.forms import PlainForm
from overbrug.core.pages import attempt, form_page, posted, status_of


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
    if link is None or link.user is None or rules.has_logged_in(link.user):
        return render(request, "accounts/link_gone.html", status=404)
    form = ChoosePasswordForm(posted(request), user=link.user)
    user = attempt(form, lambda: actions.use_password_link(token, **form.cleaned_data))
    if user is None:
        return _link_form(request, "accounts/choose_password.html", form)
    if step := begin(request, user):
        return step
    if first := _to_first_steps(request, user.main_membership()):
        return first
    messages.info(request, _("Choose an opgave or add one. Then you can call a conversation."))
    return redirect("accounts:me")


@sensitive_post_parameters("password")
@login_required
@form_page
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The link of an invitation, for the one account that it is for."""
    user = cast(User, request.user)
    link = queries.open_link(token, OneTimeLink.Kind.JOIN)
    membership = link.membership if link else None
    if membership is None or membership.user_id != user.pk or membership.ended_at:
        return render(request, "accounts/link_gone.html", status=404)
    form = ChoosePasswordForm(posted(request), user=user)
    accept, shown = actions.accept_membership, proof.shown(request, user)
    done = attempt(form, lambda: accept(token, by=user, shown=shown, **form.cleaned_data))
    if done is None:
        has_more = queries.ways_not_shown(user, shown)
        context = {"form": form, "membership": membership, "has_more": has_more}
        return render(request, "accounts/join.html", context, status=status_of(form))
    begin_again(request, user)
    if done.ended:
        messages.warning(request, _("Passkeys and codes that you did not use now were removed."))
    messages.success(request, _("You now have this role."))
    return _to_first_steps(request, membership) or redirect("accounts:me")


def _to_first_steps(request: HttpRequest, hat: Membership | None) -> HttpResponse | None:
    """Where a new administrator begins: what is to be done first stands there."""
    if hat is None or hat.role != Role.ADMIN or not first_steps(hat.organisation):
        return None
    if lead(request) is None:  # else the page to set up a second step comes before it
        messages.info(request, _("Below stands what to do first for your organisation."))
    return redirect("accounts:organisation", hat.organisation.public_id)


def _link_form(request: HttpRequest, template: str, form: PlainForm) -> HttpResponse:
    if form.non_field_errors():  # used up between showing the form and sending it
        return render(request, "accounts/link_gone.html", status=404)
    return render(request, template, {"form": form}, status=status_of(form))
