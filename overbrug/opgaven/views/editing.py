"""One way to edit every row: the form, the page with both texts, and back to the opgave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from overbrug.core.forms import PlainForm
from overbrug.core.history import Revised
from overbrug.core.pages import attempt, revision_read, status_of
from overbrug.core.revisions import EditConflict
from overbrug.opgaven.forms import Row, form_for, values_of
from overbrug.opgaven.models import Opgave
from overbrug.opgaven.wording import in_words

THEIRS = "theirs"


@dataclass(frozen=True)
class Clash:
    """One field on the page with both texts."""

    field: Any
    mine: str
    theirs: str
    must_choose: bool


def edit(
    request: HttpRequest,
    row: Row,
    *,
    title: str,
    act: Callable[[int, dict[str, Any]], Any],
    beside: dict[str, Any] | None = None,
    page: str = "opgaven:detail",
) -> HttpResponse:
    """Show and handle the form of `row`; `act(revision, values)` saves it, then on to `page`."""
    opgave = row if isinstance(row, Opgave) else row.opgave
    context: dict[str, Any] = {"opgave": opgave, "title": title, "row": row, **(beside or {})}
    if request.method != "POST":
        form = form_for(row, initial=values_of(row))
        return _show(request, form, context | {"revision": row.revision})
    revision = revision_read(request, row)
    form = form_for(row, with_choices(request.POST, row, form_for(row)))
    try:
        saved = attempt(form, lambda: act(revision, form.cleaned_data))
    except EditConflict as conflict:
        return _show_both(request, form, conflict, context)
    if saved is None:
        return _show(request, form, context | {"revision": revision})
    if proposal := getattr(saved, "proposed", None):
        words = _("What all parties agreed on has not changed yet. Say why, and ask the others.")
        messages.info(request, words)
        return redirect(proposal)
    if revision == row.revision:
        messages.success(request, _("Saved."))
    else:
        words = _("Saved. Somebody else changed other fields meanwhile: both changes stand here.")
        messages.success(request, words)
    return redirect(page, opgave.slug)


def _show(request: HttpRequest, form: PlainForm, context: dict[str, Any]) -> HttpResponse:
    context = context | {"form": form}
    return render(request, "opgaven/edit.html", context, status=status_of(form))


def with_choices(data: QueryDict, row: Revised, form: PlainForm) -> QueryDict:
    """What was sent, with the stored text in each field where the writer chose that one."""
    mixed = data.copy()
    for name in form.fields:
        if data.get(f"choose-{name}") == THEIRS and hasattr(row, name):
            _put(mixed, form, row, name)
    return mixed


def _put(data: QueryDict, form: PlainForm, row: Revised, name: str) -> None:
    """Write the stored value of a field into form data, as a browser would send it."""
    value = form.fields[name].prepare_value(getattr(row, name))
    value = getattr(value, "pk", value)
    values = value if isinstance(value, list) else [value]
    data.setlist(name, ["" if v is None else str(v) for v in values])


def _show_both(
    request: HttpRequest, form: PlainForm, conflict: EditConflict, context: dict[str, Any]
) -> HttpResponse:
    """The page where the writer sees both texts; nothing has been saved and nothing is lost."""
    current = conflict.current
    assert isinstance(current, Row)
    assert isinstance(form.data, QueryDict)
    again = form_for(current, with_theirs(form.data, conflict, form_for(current)))
    clashes = clashes_of(conflict, again)
    shown = {clash.field.name for clash in clashes if clash.must_choose}
    context = context | {
        "title": _("Choose which text stays"),
        "form": again,
        "revision": current.revision,
        "clashes": clashes,
        "rest": [field for field in again if field.name not in shown],
        "last": current.history.select_related("history_user").first(),
    }
    return render(request, "opgaven/conflict.html", context, status=409)


def with_theirs(data: QueryDict, conflict: EditConflict, form: PlainForm) -> QueryDict:
    """What was sent, with the text of the other in each field that only the other changed."""
    mixed = data.copy()
    for difference in conflict.differences:
        if not difference.is_clash and difference.is_theirs_new:
            _put(mixed, form, conflict.current, difference.field)
    return mixed


def clashes_of(conflict: EditConflict, form: PlainForm) -> list[Clash]:
    """The fields that somebody else changed, with both texts."""
    kind = type(conflict.current)
    return [
        Clash(
            field=form[d.field],
            mine=in_words(kind, d.field, d.mine),
            theirs=in_words(kind, d.field, d.theirs),
            must_choose=d.is_clash,
        )
        for d in conflict.differences
        if d.is_theirs_new
    ]
