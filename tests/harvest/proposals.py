"""What people at a table press: who may see a line, and a proposal to share it."""

from datetime import timedelta

from overbrug.core.visibility import Visibility
from overbrug.harvest.actions import mark, propose_page

PUBLIC, NETWORK, TABLE = Visibility.PUBLIC, Visibility.NETWORK, Visibility.TABLE


def marked(seat, key, visibility=NETWORK):
    """This seat means to share a line."""
    return mark(seat.table, own=[seat], language="nl", choices={key: visibility})


def proposed(seat):
    """The page that this seat proposes."""
    return propose_page(seat.table, own=[seat], language="nl")


def a_while_ago(page):
    """As if it was proposed so long ago that nobody needs to be waited for."""
    page.proposed_at -= timedelta(minutes=5)
    page.save(update_fields=["proposed_at"])
    return page
