"""Pages of what tables shared: to read, to take along, and what waits for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from overbrug.accounts.models import User
from overbrug.commitments.queries import without_address
from overbrug.commitments.rules import may_record_mandates
from overbrug.core.addresses import site_address
from overbrug.core.errors import NotAllowed
from overbrug.core.pages import attempt, form_page, posted, status_of
from overbrug.core.visibility import Visibility
from overbrug.dialogues.models import Dialogue
from overbrug.harvest import actions, network, network_files, queries, rules
from overbrug.harvest.actions.releasing import AlreadyDecided, Ask
from overbrug.harvest.forms.network import OTHER, REGISTERED, AsideForm, ReleaseForm
from overbrug.harvest.inbox import inbox_of
from overbrug.harvest.listing import Listed
from overbrug.harvest.models import HarvestLine, Release
from overbrug.harvest.network import SharedLine
from overbrug.lib.numbers import whole_number
from overbrug.opgaven.models import Opgave
from overbrug.opgaven.queries import opgave_for
from overbrug.opgaven.rules import may_change_opgave

PER_PAGE = 25


@require_safe
def shared(request: HttpRequest, slug: str) -> HttpResponse:
    """The lines that this reader may see, per conversation and step, so many at a time."""
    opgave = opgave_for(request.user, slug)
    found = queries.shared_about(request.user, opgave)
    page = Paginator(found, PER_PAGE).get_page(_page_wanted(request, found))
    context = {
        "opgave": opgave,
        "page": page,
        "talks": network.by_talk(network.read(request.user, opgave, list(page.object_list))),
        "takes_part": rules.reading_level(request.user, opgave) != Visibility.PUBLIC,
        "may_decide": rules.may_see_inbox(request.user, opgave),
        "may_hide": rules.may_decide_on_harvest(request.user, opgave),
        "title": _("What tables shared"),
    }
    return render(request, "harvest/network.html", context)


def _page_wanted(request: HttpRequest, found: Sequence[Listed]) -> int | str:
    """The page of a line or of a conversation that a link names, else the number that was asked."""
    pk = whole_number(request.GET.get("line", ""))
    for place, line in enumerate(found if pk else ()):
        if pk in line.same:
            return place // PER_PAGE + 1
    if talk := request.GET.get("talk", "")[:40]:
        wanted = set(Dialogue.objects.filter(public_id=talk).values_list("pk", flat=True))
        places = (place for place, line in enumerate(found) if line.talk in wanted)
        return next(places, 0) // PER_PAGE + 1
    return request.GET.get("page", "")


@require_safe
def download(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The same as a file."""
    opgave = opgave_for(request.user, slug)
    talks = network.by_talk(network.shared_about(request.user, opgave))
    make, kind = network_files.KINDS[ending]
    response = HttpResponse(make(opgave, talks), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{opgave.slug}-oogst.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
@require_safe
def inbox(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits for somebody, and what was done."""
    opgave = opgave_for(request.user, slug)
    if not rules.may_see_inbox(request.user, opgave):
        raise PermissionDenied
    context = {
        "opgave": opgave,
        "inbox": inbox_of(
            request.user,
            opgave,
            promises=request.GET.get("page", ""),
            decided=request.GET.get("decided", ""),
        ),
        "hidden": queries.hidden_lines(request.user, opgave),
        "may_hide": rules.may_decide_on_harvest(request.user, opgave),
        "title": _("From the conversations"),
    }
    return render(request, "harvest/network_inbox.html", context)


@login_required
@form_page
def release(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A promise of a table becomes a proposal on the bridge."""
    opgave, row = _open(request, slug, pk)
    if row.line.kind != "commitment":
        raise Http404
    if row.release is not None:
        return _decided(request, opgave, row.line, status=200)
    by = cast(User, request.user)
    sent = posted(request)
    form = ReleaseForm(sent, line=row.line, opgave=opgave)
    try:
        made = attempt(form, lambda: _release(request, row.line, by, form))
    except AlreadyDecided:
        return _decided(request, opgave, row.line, status=409)
    if made is None:
        context = {
            "opgave": opgave,
            "row": row,
            "form": form,
            "may_change": may_change_opgave(request.user, opgave),
            "seen_by": Visibility(max(row.line.visibility, opgave.visibility)).word,
            "title": _("Bring to the bridge"),
            **_unasked(request, opgave, form),
        }
        return render(request, "harvest/network_release.html", context, status=status_of(form))
    messages.success(request, _("The promise is on the bridge as a wish."))
    return redirect(made.commitment.get_absolute_url())


def _unasked(request: HttpRequest, opgave: Opgave, form: ReleaseForm) -> dict[str, Any]:
    """Who has no registered address, by name when it is the party that stands in the form."""
    unasked = without_address(opgave)
    hats = cast(User, request.user).memberships_now()
    own = {hat.organisation_id for hat in hats}
    mine = [organisation for organisation in unasked if organisation.pk in own]
    chosen = str(getattr(form["party"].value(), "pk", form["party"].value()) or "")
    party = next(
        (p for p in opgave.parties.select_related("organisation") if str(p.pk) == chosen), None
    )
    if party is not None and party.organisation not in unasked:
        return {}
    return {
        "unasked": unasked,
        "unasked_party": party.organisation if party is not None else None,
        "to_register": [o for o in mine if may_record_mandates(request.user, o)],
    }


def _release(request: HttpRequest, line: HarvestLine, by: User, form: ReleaseForm) -> Release:
    words = dict(form.cleaned_data)
    ask, address, email = words.pop("ask"), words.pop("address", None), words.pop("email", "")
    whom = None
    if ask == REGISTERED:
        whom = Ask(site_address(request), address=address)
    elif ask == OTHER:
        whom = Ask(site_address(request), email=email)
    return actions.release(line, by=by, ask=whom, **words)


@login_required
@form_page
def set_aside(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Do nothing with a line; a promise asks for a reason."""
    opgave, row = _open(request, slug, pk)
    if row.release is not None or row.adoption is not None:
        return _decided(request, opgave, row.line, status=200)
    by = cast(User, request.user)
    form = AsideForm(posted(request))
    if row.line.kind != "commitment":
        del form.fields["reason"]
    try:
        done = attempt(form, lambda: actions.set_aside(row.line, by=by, **form.cleaned_data))
    except AlreadyDecided:
        return _decided(request, opgave, row.line, status=409)
    if done is None:
        context = {"opgave": opgave, "row": row, "form": form, "title": _("Set aside")}
        return render(request, "harvest/network_aside.html", context, status=status_of(form))
    messages.success(request, _("Set aside. You can take it up again below."))
    return redirect("harvest:inbox", opgave.slug)


@login_required
@require_POST
def put_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Undo setting aside."""
    opgave, row = _open(request, slug, pk)
    try:
        actions.take_up_again(row.line, by=cast(User, request.user))
    except NotAllowed as error:
        raise PermissionDenied from error
    except AlreadyDecided:
        return _decided(request, opgave, row.line, status=409)
    messages.success(request, _("The line waits again."))
    return redirect("harvest:inbox", opgave.slug)


def _open(request: HttpRequest, slug: str, pk: int) -> tuple[Opgave, SharedLine]:
    """A line that this person sees and may decide on."""
    opgave = opgave_for(request.user, slug)
    row = network.shared_line(request.user, opgave, pk)
    if row is None:
        raise Http404
    if not rules.may_release(request.user, row.line):
        raise PermissionDenied
    return opgave, row


def _decided(
    request: HttpRequest, opgave: Opgave, line: HarvestLine, *, status: int
) -> HttpResponse:
    """What somebody else did with this line meanwhile."""
    row = network.shared_line(request.user, opgave, line.pk)
    context = {
        "opgave": opgave,
        "row": row,
        "typed": request.POST.get("what", "")[:300],
        "title": _("Somebody decided on this line already"),
    }
    return render(request, "harvest/network_decided.html", context, status=status)
