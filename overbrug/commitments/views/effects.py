"""What a promise changes: say it, take it back, weigh what another says."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from overbrug.accounts.models import User
from overbrug.commitments import actions, rules
from overbrug.commitments.forms import EffectForm, EffectReviewForm
from overbrug.commitments.models import Commitment, Effect
from overbrug.commitments.views.promises import opened
from overbrug.core.forms import PlainForm
from overbrug.core.pages import attempt, form_page, posted, status_of


@login_required
@form_page
def claim(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The party itself says what its promise changes."""
    commitment = opened(request, slug, pk, rules.claiming_hat)  # type: ignore[arg-type]
    effect = commitment.effects.first()
    first = {name: getattr(effect, name) for name in EffectForm.base_fields} if effect else None
    form = EffectForm(posted(request), opgave=commitment.opgave, initial=first)
    by = cast(User, request.user)
    if attempt(form, lambda: actions.claim_effect(commitment, by=by, **form.cleaned_data)) is None:
        return _show(request, commitment, form, title=_("What does this promise change?"))
    messages.success(request, _("Saved. It counts once two other organisations find it plausible."))
    return redirect(commitment.get_absolute_url())


@login_required
@form_page
def drop(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Ask first, then take it back."""
    commitment = opened(request, slug, pk, rules.claiming_hat)  # type: ignore[arg-type]
    effect = get_object_or_404(commitment.effects.select_related("indicator"), pk=number)
    form, by = PlainForm(posted(request)), cast(User, request.user)

    def act() -> bool:
        actions.drop_effect(effect, by=by)
        return True

    if attempt(form, act) is None:
        title = _("Take back what this promise changes?")
        return _show(request, commitment, form, title=title, button=_("Yes, take back"))
    messages.success(request, _("It has been taken back."))
    return redirect(commitment.get_absolute_url())


@login_required
@form_page
def review(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """An editor of another organisation weighs it."""
    commitment = opened(request, slug, pk, rules.reviewing_hat)  # type: ignore[arg-type]
    effect = get_object_or_404(commitment.effects.select_related("indicator"), pk=number)
    form, by = EffectReviewForm(posted(request)), cast(User, request.user)

    def act() -> Any:
        return actions.review_effect(
            effect,
            by=by,
            claimed_at=request.POST.get("claimed_at", ""),
            is_plausible=form.is_plausible,
            reason=form.cleaned_data["reason"],
        )

    if attempt(form, act) is None:
        title = _("Is this plausible?")
        return _show(request, commitment, form, title=title, effect=effect, button=_("Save"))
    messages.success(request, _("Saved."))
    return redirect(commitment.get_absolute_url())


def _show(
    request: HttpRequest,
    commitment: Commitment,
    form: PlainForm,
    *,
    title: str,
    effect: Effect | None = None,
    button: str = "",
) -> HttpResponse:
    context = {
        "opgave": commitment.opgave,
        "commitment": commitment,
        "effect": effect,
        "form": form,
        "title": title,
        "button": button or _("Save"),
    }
    return render(request, "commitments/effect.html", context, status=status_of(form))
