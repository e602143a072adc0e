"""Recovery codes: on the screen and as a file, in the sitting in which they were made."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.recovery_codes.internal import flows
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overbrug.accounts.factors.proof import CODES_SEEN_KEY

AFTER_KEY = "after_factor"
# Long enough to print and to save; whoever finds the screen open tomorrow sees none.
SHOWN_FOR_SECONDS = 600


def _codes(request: HttpRequest) -> tuple[list[str], int]:
    """The codes while they may be seen, and how many are unused."""
    kept, is_first = flows.view_recovery_codes(request)
    if kept is None:
        raise Http404
    if is_first:
        request.session[CODES_SEEN_KEY] = [kept.instance.pk, int(time.time())]
    pk, since = request.session.get(CODES_SEEN_KEY, [0, 0])
    unused = kept.get_unused_codes()
    may_see = pk == kept.instance.pk and time.time() - since < SHOWN_FOR_SECONDS
    return (unused if may_see else []), len(unused)


@login_required
@require_safe
def needed(request: HttpRequest) -> HttpResponse:
    """For an administrator without a second step: why, and which way; we know where to go on."""
    onward = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure()):
        request.session[AFTER_KEY] = onward
    return render(request, "accounts/second_factor.html")


@login_required
@require_safe
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Show them once, with the way to print and to keep; later only how many are left."""
    codes, left = _codes(request)
    context: dict[str, Any] = {"codes": [_apart(code) for code in codes], "left": left}
    return render(request, "mfa/recovery_codes/index.html", context)


@login_required
@require_safe
def codes_file(request: HttpRequest) -> HttpResponse:
    """The same codes as a text file."""
    codes, _left = _codes(request)
    if not codes:
        return redirect("mfa_view_recovery_codes")
    head = _("Recovery codes of Overbrug for %(email)s. Each works once.") % {
        "email": getattr(request.user, "email", "")
    }
    text = "\n".join([head, "", *(_apart(code) for code in codes), ""])
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="overbrug-herstelcodes.txt"'
    return answer


def _apart(code: str) -> str:
    return f"{code[:4]} {code[4:]}"
