"""The page behind the link of a mail: one tap, no login. Opening it does nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_safe

from overbrug.core.errors import Refused
from overbrug.core.links import carried, note_answer, take_along, was_answered_here
from overbrug.core.pages import attempt, form_page, posted, status_of
from overbrug.followups import actions
from overbrug.followups.forms import WhyForm
from overbrug.followups.models import Answer, FollowUpLink


@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Lead on to the page without the token."""
    return take_along(request, FollowUpLink, token, to="followups:answer")


@form_page
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Three buttons; then, for who wants, why."""
    link = carried(request, FollowUpLink, public_id)
    if link is None:
        return render(request, "followups/gone.html", status=404)
    return in_language(request, link, lambda: _answer(request, link))


def in_language(
    request: HttpRequest, link: FollowUpLink, page: Callable[[], HttpResponse]
) -> HttpResponse:
    """The language of the switch when somebody chose one, else that of the mail."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    offered = dict(settings.LANGUAGES)
    language = chosen if chosen in offered else link.follow_up.language
    with translation.override(language if language in offered else settings.LANGUAGE_CODE):
        response = page()
        response["Content-Language"] = translation.get_language() or language
    return response


def _answer(request: HttpRequest, link: FollowUpLink) -> HttpResponse:
    is_own = was_answered_here(request, link)
    if request.method == "POST" and "answer" in request.POST:
        return _tap(request, link, is_own=is_own)
    if is_own and link.state == "used" and not link.has_run_out:
        return _why(request, link)
    return _page(request, link, status=_status(request, link, is_own=is_own))


def _tap(request: HttpRequest, link: FollowUpLink, *, is_own: bool) -> HttpResponse:
    try:
        actions.answer(link, said=request.POST["answer"], is_same_browser=is_own)
    except Refused as refused:
        link.refresh_from_db()
        status = 422 if refused.field == "answer" else 409
        return _page(request, link, status=status, refused=refused.message)
    note_answer(request, link)
    return redirect("followups:answer", link.public_id)


def _why(request: HttpRequest, link: FollowUpLink) -> HttpResponse:
    form = WhyForm(posted(request), initial={"why": link.why})
    if attempt(form, lambda: actions.explain(link, **form.cleaned_data)) is not None:
        return redirect("followups:answer", link.public_id)
    context = {"link": link, "form": form, "answers": Answer.choices}
    return render(request, "followups/answered.html", context, status=status_of(form))


def _page(
    request: HttpRequest, link: FollowUpLink, *, status: int = 200, refused: object = ""
) -> HttpResponse:
    template = {"open": "followups/answer.html", "used": "followups/used.html"}
    context = {"link": link, "answers": Answer.choices, "refused": refused}
    return render(request, template.get(link.state, "followups/gone.html"), context, status=status)


def _status(request: HttpRequest, link: FollowUpLink, *, is_own: bool) -> int:
    if link.state != "open":
        reads_back = is_own and link.state == "used" and request.method != "POST"
        return 200 if reads_back else 410
    return 422 if request.method == "POST" else 200
