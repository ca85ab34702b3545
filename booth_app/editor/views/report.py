"""The report of a draft's check, to be printed and filed."""

from pathlib import Path

from flask import Response, current_app, g, make_response

from booth_app.base import clock, db
from booth_app.base.access import may
from booth_app.base.costly import costly
from booth_app.drawing.documents import check_report_pdf
from booth_app.drawing.stylesheet import read_styles
from booth_app.editor.layers import catchments
from booth_app.editor.reporting import Subject, pages
from booth_app.editor.views.blueprint import bp, found_draft
from booth_app.editor.worktable import worktable
from booth_app.layouts import queries as layouts


@bp.get("/<hall>/drafts/<int:draft>/check.pdf")
@may("layouts.read")
@costly
def report(hall: str, draft: int) -> Response:
    """Rules with their sources, load and exits, findings with pictures; both languages in one file."""
    with db.read() as session:
        value, found = found_draft(session, hall, draft)
        now = clock.now(session)
        table = worktable(session, value, found, chosen="", now=now)
        exits = catchments(layouts.check_of(session, value), {})
        subject = Subject(g.exhibition, table, layouts.rule_settings(session, g.exhibition.id), exits, now)
    root: Path = current_app.config["ROOT"]
    made = check_report_pdf(
        value.plan,
        pages(subject),
        read_styles(root / "static" / "css"),
        current_app.config["SETTINGS"].fonts,
        made_at=now,
    )
    response = make_response(made)
    response.content_type = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="check-{hall}-{value.number}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response
