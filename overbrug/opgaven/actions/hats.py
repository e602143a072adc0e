"""In which role of which organisation somebody changes an opgave."""

from __future__ import annotations

from overbrug.accounts.models import Membership, User
from overbrug.core.errors import NotAllowed
from overbrug.opgaven import rules
from overbrug.opgaven.models import Opgave


def needed_hat(by: User, opgave: Opgave) -> Membership:
    """The membership by which `by` may change the opgave; raises NotAllowed without one."""
    hat = rules.editing_hat(by, opgave)
    if hat is None:
        raise NotAllowed
    return hat
