"""Denied by default."""

import pytest

from booth_app.base.access import may
from tests.kit import make


def test_a_view_that_names_no_permission_answers_403(app):
    app.add_url_rule("/<any(ar,en):lang>/forgotten", "forgotten", lambda: "secret")

    answer = app.test_client().get("/en/forgotten")

    assert answer.status_code == 403
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    ("role", "status"), [("administrator", 200), ("sales", 200), ("layout", 403), ("viewer", 403), (None, 403)]
)
def test_a_role_in_the_exhibition_decides(app, role, status):
    app.add_url_rule("/<any(ar,en):lang>/staff/<exhibition>/x", "x", may("claims.decide")(lambda: "queue"))
    with app.extensions["database"].write() as session:
        exhibition = make.exhibition(session)
        person = make.staff(session, exhibition, role) if role else make.user(session)
    client = make.sign_in(app.test_client(), person)

    assert client.get("/en/staff/forum/x").status_code == status


def test_a_role_in_another_exhibition_opens_nothing(app):
    app.add_url_rule("/<any(ar,en):lang>/staff/<exhibition>/x", "x", may("staff.read")(lambda: "queue"))
    with app.extensions["database"].write() as session:
        make.exhibition(session)
        person = make.staff(session, make.exhibition(session, "other"))
    client = make.sign_in(app.test_client(), person)

    assert client.get("/en/staff/other/x").status_code == 200
    assert client.get("/en/staff/forum/x").status_code == 403


def test_someone_signed_out_is_sent_to_sign_in_and_back(app):
    app.add_url_rule("/<any(ar,en):lang>/my/x", "x", may("account")(lambda: "mine"), methods=["GET", "POST"])
    client = app.test_client()

    page, form, part = (
        client.get("/ar/my/x"),
        client.post("/ar/my/x"),
        client.post("/ar/my/x", headers={"HX-Request": "true"}),
    )

    assert (page.status_code, page.location) == (303, "/ar/account/sign-in?next=/ar/my/x")
    assert form.status_code == 303
    assert part.headers["HX-Redirect"].startswith("/ar/account/sign-in")
