"""Who may open what, as a table: the status of a GET of every address, per role.

Third-party pages are one row per namespace.
"""

# The cast. Everyone but the visitor, the seated and the platform works somewhere.
ROLES = ["visitor", "seated", "outsider", "guest", "member", "editor", "admin", "platform"]
EVERYONE = dict.fromkeys(ROLES, 200)
LOGIN = {"visitor": 302, "seated": 302}
NOBODY = dict.fromkeys(ROLES, 403)


def only(*names, **rest):
    """200 for these roles; others get `rest["others"]`, and visitors are sent to the login page."""
    others = rest.get("others", 403)
    return {role: 200 if role in names else LOGIN.get(role, others) for role in ROLES}


def row(**changes):
    """Everyone may, but for what is named."""
    return {**EVERYONE, **changes}


PARTNERS = ("guest", "member", "editor", "admin")
WORKERS = ("member", "editor", "admin")
EDITORS = ("editor", "admin")
AT_THE_TABLE = {**NOBODY, "seated": 200}
HIDDEN = only(*EDITORS, others=404)
SEEN = {
    "public": EVERYONE,
    "network": {**dict.fromkeys(ROLES, 404), **dict.fromkeys(PARTNERS, 200)},
}
CHANGED = {
    "public": only(*EDITORS),
    "network": {**only(*EDITORS, others=404), "guest": 403, "member": 403},
}
NETWORK_LINE = {**only(*EDITORS, others=404), "guest": 403, "member": 403}
OWN_PARTY = {
    "public": only(*WORKERS),
    "network": {**only(*WORKERS, others=404), "guest": 403},
}

TAKES_PART = only(*WORKERS, others=404)

# name: (state -> row). States: "public" and "network" are the visibility of the opgave.
MATRIX = {
    "healthz": EVERYONE,
    "web:home": EVERYONE,
    "web:who-sees-what": EVERYONE,
    "web:accessibility": EVERYONE,
    "web:how-we-calculate": EVERYONE,
    "web:source": EVERYONE,
    "web:set-language": dict.fromkeys(ROLES, 405),
    "cards:list": EVERYONE,
    "cards:schema": EVERYONE,
    "cards:card": EVERYONE,
    "accounts:first_admin": dict.fromkeys(ROLES, 404),
    "accounts:choose_password": dict.fromkeys(ROLES, 404),
    "accounts:join": {**dict.fromkeys(ROLES, 404), **LOGIN},
    "accounts:decline": {**dict.fromkeys(ROLES, 405), **LOGIN},
    "accounts:me": only("outsider", "platform", *PARTNERS),
    "accounts:second_factor": only("outsider", "platform", *PARTNERS),
    "accounts:end_session": {**dict.fromkeys(ROLES, 405), **LOGIN},
    "accounts:organisations": only("outsider", "platform", *PARTNERS),
    "accounts:create_organisation": only("platform"),
    "accounts:organisation": only("platform", *PARTNERS, others=404),
    "accounts:add_member": {**only("admin", "platform"), "outsider": 404},
    # The row is about the guest's membership, which the guest may end too.
    "accounts:change_role": {**only("admin", others=404), "guest": 403},
    "accounts:end_membership": only("admin", "guest", others=404),
    "accounts:renew_link": {**dict.fromkeys(ROLES, 405), **LOGIN},
    "opgaven:list": EVERYONE,
    "opgaven:create": only("outsider", *WORKERS),
    "opgaven:detail": SEEN,
    "opgaven:history": SEEN,
    "opgaven:parties": SEEN,
    "opgaven:measurements": SEEN,
    "opgaven:figures": SEEN,
    "opgaven:observations": SEEN,
    "opgaven:taking": SEEN,
    "opgaven:paste_measurements": CHANGED,
    "opgaven:change": CHANGED,
    "opgaven:invite_party": CHANGED,
    # The row is about a proposal of the house that waits for the others.
    "opgaven:proposals": TAKES_PART,
    "opgaven:proposal": TAKES_PART,
    "opgaven:withdraw_proposal": {**only(*EDITORS, others=404), "member": 403},
    "opgaven:conclude_proposal": {**only(*EDITORS, others=404), "member": 403},
    "opgaven:revoke_invitation": {**dict.fromkeys(ROLES, 405), **LOGIN},
    # The link leads on to the page, which opens only for who came through the link.
    "opgaven:open_invitation": dict.fromkeys(ROLES, 302),
    "opgaven:invitation": dict.fromkeys(ROLES, 404),
    "commitments:list": SEEN,
    "commitments:detail": SEEN,
    "commitments:propose": OWN_PARTY,
    # The row is about a proposal for the house itself: its own people answer, nobody else.
    "commitments:confirm": OWN_PARTY,
    "commitments:decline": OWN_PARTY,
    "commitments:deliver": OWN_PARTY,
    "commitments:change": OWN_PARTY,
    "commitments:withdraw": OWN_PARTY,
    # Of a promise of the house: its editors say what it changes, and nobody here weighs that.
    "commitments:claim_effect": CHANGED,
    "commitments:drop_effect": CHANGED,
    "commitments:review_effect": {
        "public": {**NOBODY, **LOGIN},
        "network": {**dict.fromkeys(ROLES, 404), **dict.fromkeys(PARTNERS, 403), **LOGIN},
    },
    "commitments:choose_visibility": CHANGED,
    "commitments:ask": CHANGED,
    "commitments:revoke_link": {**dict.fromkeys(ROLES, 405), **LOGIN},
    "commitments:ask_again": {**dict.fromkeys(ROLES, 405), **LOGIN},
    # Who may answer is who came through the link; nobody did.
    "commitments:open_link": dict.fromkeys(ROLES, 302),
    "commitments:answer": dict.fromkeys(ROLES, 404),
    "commitments:answer_change": dict.fromkeys(ROLES, 404),
    "commitments:answer_decline": dict.fromkeys(ROLES, 404),
    "commitments:answer_not_us": dict.fromkeys(ROLES, 404),
    "commitments:answer_withdraw": dict.fromkeys(ROLES, 404),
    "commitments:register_address": {**only("admin"), "outsider": 404},
    "commitments:end_address": {**only("admin"), "outsider": 404},
    "commitments:declare_capacity": {**only("admin"), "outsider": 404},
    "commitments:end_capacity": {**only("admin"), "outsider": 404},
    "commitments:record_mandate": {**only("admin"), "outsider": 404},
    "commitments:end_mandate": {**only("admin"), "outsider": 404},
    "followups:leave-address": AT_THE_TABLE,
    "followups:remove-address": dict.fromkeys(ROLES, 405),
    # Without a step to put in it, the file leads to the page that asks for one.
    "followups:calendar": {**AT_THE_TABLE, "seated": 302},
    # An unknown token leads on to a page that says that the link does not work.
    "followups:open-link": dict.fromkeys(ROLES, 302),
    "followups:answer": dict.fromkeys(ROLES, 404),
    "followups:open-stop": dict.fromkeys(ROLES, 302),
    "followups:stop": dict.fromkeys(ROLES, 404),
    "dialogues:call": {
        "public": only(*WORKERS),
        "network": {**only(*WORKERS, others=404), "guest": 403},
    },
    "dialogues:about": SEEN,
    "dialogues:list": EVERYONE,
    "dialogues:dialogue": HIDDEN,
    "dialogues:table-cards": HIDDEN,
    "dialogues:change": HIDDEN,
    "dialogues:close": HIDDEN,
    "dialogues:revoke": HIDDEN,
    "dialogues:reopen": {**dict.fromkeys(ROLES, 405), **LOGIN},
    "dialogues:code": EVERYONE,
    "dialogues:join": EVERYONE,
    "dialogues:join-table": EVERYONE,
    "dialogues:pair-screen": EVERYONE,
    "dialogues:room": AT_THE_TABLE,
    "dialogues:big-screen": AT_THE_TABLE,
    "dialogues:screens": AT_THE_TABLE,
    "dialogues:seats": AT_THE_TABLE,
    "dialogues:leave": AT_THE_TABLE,
    "dialogues:own": AT_THE_TABLE,
    "dialogues:unnamed": AT_THE_TABLE,
    "dialogues:private": {**AT_THE_TABLE, "seated": 403},  # without naming the own seat
    "dialogues:result": AT_THE_TABLE,
    "dialogues:result-markdown": AT_THE_TABLE,
    "dialogues:result-csv": AT_THE_TABLE,
    "dialogues:result-odt": AT_THE_TABLE,
    "harvest:page": AT_THE_TABLE,
    "harvest:page-markdown": AT_THE_TABLE,
    "harvest:page-odt": AT_THE_TABLE,
    "harvest:page-csv": AT_THE_TABLE,
    "harvest:shared": SEEN,
    "harvest:shared-markdown": SEEN,
    "harvest:shared-csv": SEEN,
    "harvest:shared-odt": SEEN,
    # The conversation was called by the editor: a member organises none here.
    "harvest:inbox": CHANGED,
    # The row is about a promise that the table shared with the network.
    "harvest:release": NETWORK_LINE,
    "harvest:set_aside": NETWORK_LINE,
    # Whoever edits nothing is refused before it is said whether there is such a line.
    "harvest:hide": CHANGED,
    "harvest:put_back": {**dict.fromkeys(ROLES, 405), **LOGIN},
    # Without a ticked line the page leads back to the list.
    "harvest:adopt": {
        name: {role: 302 if status == 200 else status for role, status in row.items()}
        for name, row in CHANGED.items()
    },
}
PARTS = (
    *("party", "figure", "need", "indicator", "measurement", "told", "observation", "share"),
    *("condition", "decision", "risk", "role", "working_form"),
)
for kind in PARTS:
    for verb in ("add", "change", "remove"):
        MATRIX[f"opgaven:{verb}_{kind}"] = CHANGED
# Third-party pages, one row per namespace: what allauth shows of logging in. `account_` is open to
# all; of the other two each person has their own, and they are tested in tests/accounts.
THIRD_PARTY = {
    "account_": "allauth",
    "mfa_": "allauth.mfa",
    "usersessions_": "allauth.usersessions",
    "sso_": "the way to the provider of an organisation; open to all, 404 without one",
}


# What only administrators may: a session that showed no second step is led to one (302).
ADMINISTRATION = {
    "accounts:create_organisation",
    "accounts:organisation",  # all members, for who looks after them
    "accounts:add_member",
    "accounts:change_role",
    "accounts:end_membership",
    "accounts:renew_link",
    "commitments:register_address",
    "commitments:end_address",
    "commitments:record_mandate",
    "commitments:end_mandate",
    "commitments:declare_capacity",
    "commitments:end_capacity",
}
