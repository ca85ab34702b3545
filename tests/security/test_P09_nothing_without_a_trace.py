"""P9: nothing changes without a trace: whatever a form changed stands in the journal."""

import pytest

from tests.kit.visiting import contents, differences
from tests.security.found import forms

NO_TRACE = {"request_key", "read_up_to", "ended_session", "journal_entry", "journal_detail", "journal_number"}
"""Tables of the house's own: that a request was done, that a session has ended, and the traces themselves."""
MUST_CHANGE = {
    "visitor": {"security.register", "security.forgot_password"},
    "exhibitor": {"accounts.person", "claims.cancel", "claims.extend", "claims.release", "exhibitors.add_tool"},
    "administrator": {"desk.approve", "desk.decide_application", "desk.export", "editor.start", "demos.reject"},
}
"""Forms that the walk must have sent with effect, or it would not notice who leaves no trace."""


@pytest.mark.parametrize("role", sorted(MUST_CHANGE))
def test_P9_whatever_a_form_changes_leaves_a_trace(forum, role):
    told, untold = set(), []

    for form in forms(forum, role):
        before = contents(forum.app)
        answer = forum.client(role).post(form.action, data=form.fields)
        changed = differences(before, contents(forum.app)).keys()
        assert answer.status_code < 500, form.endpoint
        if "journal_entry" in changed:
            told.add(form.endpoint)
        elif changed - NO_TRACE:
            untold.append(f"{form.endpoint} {answer.status_code}: {sorted(changed)}")

    assert untold == []
    assert told >= MUST_CHANGE[role]
