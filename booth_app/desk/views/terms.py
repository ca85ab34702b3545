"""The terms and conditions: the version in force, those before, and a new one."""

from flask import Response, url_for

from booth_app.base import db
from booth_app.base.access import may, who
from booth_app.base.errors import Refused
from booth_app.base.page import page
from booth_app.desk import deciding
from booth_app.desk.forms import TermsForm
from booth_app.desk.views.answers import done
from booth_app.desk.views.blueprint import bp
from booth_app.exhibitions import queries
from booth_app.exhibitions.services.terms import publish


@bp.get("/terms")
@may("settings.edit")
def terms() -> Response:
    """All versions."""
    return _show()


@bp.post("/terms")
@may("settings.edit")
def publish_terms() -> Response:
    """Put a new version in force."""
    form = TermsForm()
    if not form.validate_on_submit():
        return _show(422, form)
    try:
        deciding.run(
            lambda session, now: publish(
                session,
                who(),
                text_ar=form.text_ar.data or "",
                text_en=form.text_en.data or "",
                seen=form.seen.data,
                now=now,
            )
        )
    except Refused as refused:
        if refused.status == 404:
            raise
        return _show(refused.status, form, refused)
    return done(url_for(".terms"), "terms")


def _show(status: int = 200, form: TermsForm | None = None, refusal: Refused | None = None) -> Response:
    with db.read() as session:
        versions = queries.terms_versions(session, who().exhibition_id or 0)
    last = versions[0] if versions else None
    if form is None:
        form = TermsForm(data={"text_ar": last.text_ar, "text_en": last.text_en} if last else None)
    form.seen.data = form.seen.data if refusal else (last.version if last else 0)
    return page("desk/terms.html", "desk", status, versions=versions, form=form, refusal=refusal)
