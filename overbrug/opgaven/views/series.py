"""A series of measurements at once: paste, look, save."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from overbrug.accounts.models import User
from overbrug.core.pages import attempt, form_page, posted, status_of
from overbrug.opgaven import actions, queries, rules, statline
from overbrug.opgaven.actions.series import Plan
from overbrug.opgaven.forms import SeriesForm, StatlineForm
from overbrug.opgaven.models import Indicator
from overbrug.opgaven.pasting import Paste, read_paste

MOST_TROUBLES = 50


@login_required
@form_page
def paste(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """First shows what would be saved, then saves it; nothing pasted is lost on the way."""
    opgave = queries.opgave_for(request.user, slug)
    if not rules.may_change_opgave(request.user, opgave):
        raise PermissionDenied
    indicator = queries.indicator_of(opgave, pk)
    if "fetch" in request.POST:
        return _fetch(request, indicator)
    form = SeriesForm(posted(request))
    if not form.is_bound or not form.is_valid():
        return _show(request, indicator, form)
    pasted = read_paste(form.cleaned_data["text"], language=get_language() or "nl")
    return _preview(request, indicator, form, pasted)


def _preview(
    request: HttpRequest, indicator: Indicator, form: SeriesForm, pasted: Paste
) -> HttpResponse:
    if "save" in request.POST and (saved := _save(request, indicator, form, pasted)):
        return saved
    plan = actions.plan_series(indicator, pasted)
    for trouble in plan.troubles[:MOST_TROUBLES]:
        form.refuse(str(trouble), field="text")
    if (more := len(plan.troubles) - MOST_TROUBLES) > 0:
        words = ngettext("And %(n)s more.", "And %(n)s more.", more)
        form.refuse(words % {"n": more}, field="text")
    return _show(request, indicator, form, plan, pasted)


def _fetch(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """Get the series of a query at StatLine, and show it as if it was pasted."""
    asked = StatlineForm(request.POST)
    series = attempt(asked, lambda: statline.fetch(asked.cleaned_data["address"]))
    if series is None:
        kept = SeriesForm(initial={"text": request.POST.get("text", "")})
        return _show(request, indicator, kept, asked=asked)
    language = get_language() or "nl"
    day = date_format(timezone.localdate(), "j F Y")
    facts = {"table": series.table, "day": day}
    source = _("CBS StatLine, table %(table)s, fetched on %(day)s") % facts
    form = SeriesForm({"text": series.as_text(source=source, language=language)})
    form.full_clean()
    if series.without_value:
        words = ngettext(
            "%(n)s row had no value.", "%(n)s rows had no value.", series.without_value
        )
        messages.info(request, words % {"n": series.without_value})
    pasted = read_paste(form.cleaned_data["text"], language=language)
    return _preview(request, indicator, form, pasted)


def _save(
    request: HttpRequest, indicator: Indicator, form: SeriesForm, pasted: Paste
) -> HttpResponse | None:
    by, mark = cast(User, request.user), request.POST.get("mark", "")
    plan = attempt(form, lambda: actions.add_series(indicator, by=by, paste=pasted, mark=mark))
    if plan is None:
        return None
    messages.success(request, _what_was_done(plan))
    return redirect("opgaven:measurements", indicator.opgave.slug, indicator.pk)


def _show(
    request: HttpRequest,
    indicator: Indicator,
    form: SeriesForm,
    plan: Plan | None = None,
    pasted: Paste | None = None,
    *,
    asked: StatlineForm | None = None,
) -> HttpResponse:
    context = {
        "opgave": indicator.opgave,
        "indicator": indicator,
        "form": form,
        "asked": asked or StatlineForm(),
        "plan": plan,
        "heading": pasted.heading if pasted else "",
        "title": _("Paste measurements: %(name)s") % {"name": indicator.name},
    }
    return render(request, "opgaven/paste.html", context, status=status_of(asked or form))


def _what_was_done(plan: Plan) -> str:
    new, changed, same = (plan.count(kind) for kind in ("new", "changed", "same"))
    words = [ngettext("%(n)s measurement added.", "%(n)s measurements added.", new) % {"n": new}]
    if changed:
        words.append(ngettext("%(n)s changed.", "%(n)s changed.", changed) % {"n": changed})
    if same:
        there = ngettext("%(n)s was there already.", "%(n)s were there already.", same)
        words.append(there % {"n": same})
    return " ".join(words)
