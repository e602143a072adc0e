"""Change the words of a promise; two people at once choose field by field which text stays."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from overbrug.accounts.models import User
from overbrug.commitments import actions, rules
from overbrug.commitments.forms import WordsForm, words_of
from overbrug.commitments.models import Commitment
from overbrug.commitments.views.promises import opened
from overbrug.core.pages import attempt, form_page, revision_read, status_of
from overbrug.core.revisions import EditConflict
from overbrug.opgaven.views.editing import clashes_of, with_choices, with_theirs


@login_required
@form_page
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The form, and what both wrote when somebody else was quicker."""
    commitment = opened(request, slug, pk, rules.may_change)
    opgave, by = commitment.opgave, cast(User, request.user)
    context: dict[str, Any] = {
        "commitment": commitment,
        "opgave": opgave,
        "title": _("Change this promise"),
        "revision": commitment.revision,
    }
    sent = None
    if request.method == "POST":
        sent = with_choices(request.POST, commitment, WordsForm(opgave=opgave))
        context["revision"] = revision_read(request, commitment)
    form = WordsForm(sent, opgave=opgave, initial=words_of(commitment))

    def act() -> Commitment:
        facts = {"by": by, "revision": context["revision"], **form.cleaned_data}
        return actions.change_commitment(commitment, **facts)

    try:
        saved = attempt(form, act)
    except EditConflict as conflict:
        return _show_both(request, form, conflict, context)
    if saved is None:
        context["form"] = form
        return render(request, "commitments/form.html", context, status=status_of(form))
    messages.success(request, _("Saved. The old text stays to be read."))
    return redirect(commitment.get_absolute_url())


def _show_both(
    request: HttpRequest, form: WordsForm, conflict: EditConflict, context: dict[str, Any]
) -> HttpResponse:
    """Nothing has been saved and nothing is lost: see the same page of an opgave."""
    current = cast(Commitment, conflict.current)
    opgave = current.opgave
    theirs = with_theirs(cast(QueryDict, form.data), conflict, WordsForm(opgave=opgave))
    again = WordsForm(theirs, opgave=opgave)
    clashes = clashes_of(conflict, again)
    shown = {clash.field.name for clash in clashes if clash.must_choose}
    context |= {
        "title": _("Choose which text stays"),
        "form": again,
        "revision": current.revision,
        "clashes": clashes,
        "rest": [field for field in again if field.name not in shown],
        "last": current.history.first(),
    }
    return render(request, "commitments/conflict.html", context, status=409)
