"""Tables out. A table is asked for by a form, not by a link: that it was taken stands in the journal."""

from flask import Response, abort, g, request

from booth_app.base import clock, db
from booth_app.base.access import allowed, may, who
from booth_app.base.costly import costly
from booth_app.base.languages import lang
from booth_app.base.page import page
from booth_app.base.tables_out import WRITERS, attachment
from booth_app.desk import exports
from booth_app.desk.views.blueprint import bp
from booth_app.desk.words import TABLES
from booth_app.journal import services as journal


@bp.get("/exports")
@may("organisations.read")
def export_list() -> Response:
    """What can be taken, and how."""
    return page("desk/exports.html", "desk", tables=TABLES, endings=tuple(WRITERS), personal=allowed("exports.read"))


@bp.post("/exports")
@may("organisations.read")
@costly
def export() -> Response:
    """One table as a file; with contacts and people only for those who may read exports."""
    name, ending = request.form.get("table", ""), request.form.get("ending", "")
    if name not in exports.EXPORTS or ending not in WRITERS:
        abort(422)
    if name == "applications" and not allowed("applications.decide"):
        abort(403)
    personal = allowed("exports.read")
    with db.write() as session:
        now = clock.now(session)
        table = exports.table(exports.Asked(session, who(), g.exhibition, now, personal), name, lang())
        journal.record(
            session,
            "export-made",
            actor=who().actor,
            subject=f"exhibition:{g.exhibition.id}",
            at=now,
            exhibition_id=g.exhibition.id,
            after={"table": name, "format": ending, "rows": len(list(table.rows)), "personal": personal},
        )
    return attachment(table, ending)
