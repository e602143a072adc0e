"""Lines of tables in the text of an opgave: one field, with both texts when two people write."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from overbrug.accounts.models import User
from overbrug.core.pages import attempt, form_page, posted, revision_read, status_of
from overbrug.core.revisions import EditConflict
from overbrug.harvest import actions, network, queries, rules
from overbrug.harvest.actions.adopting import MOST_LINES, too_many
from overbrug.harvest.actions.releasing import AlreadyDecided
from overbrug.harvest.forms.network import AdoptForm
from overbrug.harvest.models import HarvestLine
from overbrug.harvest.network import SharedLine
from overbrug.lib.numbers import whole_number
from overbrug.opgaven.models import Opgave
from overbrug.opgaven.queries import opgave_for
from overbrug.opgaven.wording import label_of

REPLACED = ("question",)


@login_required
@form_page
def adopt(request: HttpRequest, slug: str, field: str) -> HttpResponse:
    """The text of one field with the chosen lines in it, to be made one by a person."""
    opgave = opgave_for(request.user, slug)
    if not rules.may_decide_on_harvest(request.user, opgave):
        raise PermissionDenied
    if field not in rules.TEXTS:
        raise Http404
    rows = _chosen(request, opgave, field)
    if not rows or (len(rows) > MOST_LINES and request.method != "POST"):
        messages.info(request, too_many() if rows else _("Tick at least one line first."))
        return redirect("harvest:inbox", opgave.slug)
    form = _form(request, opgave, field, [row.line for row in rows])
    revision = revision_read(request, opgave)
    page = {"opgave": opgave, "rows": rows, "form": form, "field": field, "revision": revision}
    page |= {"present": getattr(opgave, field), "replaces": field in REPLACED}
    return _save(request, opgave, form, page)


def _save(
    request: HttpRequest, opgave: Opgave, form: AdoptForm, page: dict[str, Any]
) -> HttpResponse:
    by, rows = cast(User, request.user), cast(list[SharedLine], page["rows"])

    def act() -> Opgave:
        return actions.adopt(
            opgave,
            by=by,
            field=page["field"],
            lines=[row.line for row in rows],
            text=form.cleaned_data["text"],
            revision=page["revision"],
            everyone_may_read=form.cleaned_data.get("everyone", False),
        )

    try:
        saved = attempt(form, act)
    except AlreadyDecided:
        messages.warning(
            request, _("Somebody decided on these lines already. Look at the text as it is now.")
        )
        return redirect("harvest:inbox", opgave.slug)
    except EditConflict as conflict:
        current = cast(Opgave, conflict.current)
        page |= {"revision": current.revision, "present": getattr(current, page["field"])}
        return _show(request, page | {"is_conflict": True}, status=409)
    if saved is None:
        return _show(request, page, status=status_of(form))
    if saved.proposed:
        words = _("What all parties agreed on has not changed yet. Say why, and ask the others.")
        messages.info(request, words)
        return redirect(saved.proposed)
    messages.success(request, _("Taken over in the text. The history says where it came from."))
    return redirect(opgave.get_absolute_url())


def _show(request: HttpRequest, page: dict[str, Any], *, status: int) -> HttpResponse:
    context = page | {"title": _("Take over in the text")}
    return render(request, "harvest/network_adopt.html", context, status=status)


def _chosen(request: HttpRequest, opgave: Opgave, field: str) -> list[SharedLine]:
    """The lines that were ticked, as far as they are about this field and this person decides."""
    sent = request.POST if request.method == "POST" else request.GET
    typed = {whole_number(pk) for pk in sent.getlist("line")}
    found = [
        line
        for line in queries.shared_about(request.user, opgave)
        if line.pk in typed and line.fills == field
    ]
    rows = network.read(request.user, opgave, found)
    return [row for row in rows if row.waits or request.method == "POST"]


def _form(request: HttpRequest, opgave: Opgave, field: str, lines: list[HarvestLine]) -> AdoptForm:
    # A question is one sentence: two of them in one field are no question any more.
    present = "" if field in REPLACED else getattr(opgave, field)
    together = "\n".join([present, *(line.text for line in lines)]).strip()
    limit = Opgave._meta.get_field(field).max_length  # type: ignore[union-attr]
    return AdoptForm(
        posted(request),
        initial={"text": together},
        label=label_of(Opgave, field).capitalize(),
        limit=limit or 4000,
        is_wider=any(line.visibility > opgave.visibility for line in lines),
    )
