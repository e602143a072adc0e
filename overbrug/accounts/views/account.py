"""My account: name, roles, invitations, sessions."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from overbrug.accounts import actions
from overbrug.accounts.forms import NameForm
from overbrug.accounts.models import User
from overbrug.accounts.sessions import end_one
from overbrug.core.pages import attempt, form_page, posted, status_of


@login_required
@form_page
def me(request: HttpRequest) -> HttpResponse:
    """My account: name, password, the hats I wear."""
    user = cast(User, request.user)
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


@login_required
@require_http_methods(["POST"])
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no to an invitation."""
    invitation = get_object_or_404(cast(User, request.user).invitations(), pk=pk)
    actions.decline_membership(invitation, by=cast(User, request.user))
    messages.success(request, _("You declined the invitation."))
    return redirect("accounts:me")


@login_required
@require_http_methods(["POST"])
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Log out one browser of one's own, elsewhere."""
    if end_one(cast(User, request.user), pk):
        messages.success(request, _("That browser is logged out."))
    return redirect("usersessions_list")
