"""S31: what is given to be saved has a plain name, is never opened in place, and may do nothing where it is."""

import re

import pytest
from werkzeug.http import parse_options_header

from booth_app.base import tables_out

NAME = re.compile(r"[a-z0-9][a-z0-9-]*\.(?:pdf|svg|dxf|geojson|json|png|csv|xlsx)", re.IGNORECASE)


def faults(where, answer):
    """What is wrong with how a file is given."""
    said = answer.headers["Content-Disposition"]
    kind, options = parse_options_header(said)
    if kind != "attachment" or not NAME.fullmatch(options.get("filename", "")) or re.search(r"[\r\n]", said):
        yield f"{where}: {said!r}"
    policy = answer.headers["Content-Security-Policy"].split("; ")
    if "sandbox" not in policy or "default-src 'none'" not in policy or "script-src 'self'" in policy:
        yield f"{where}: {policy}"
    if answer.headers["X-Content-Type-Options"] != "nosniff" or answer.mimetype == "text/html":
        yield f"{where}: {answer.mimetype}"


@pytest.mark.parametrize(("role", "least"), [("exhibitor", 1), ("administrator", 2)])
def test_S31_files_that_are_read(forum, role, least):
    client, wrong, files = forum.client(role), [], 0

    for _, address in forum.pages():
        answer = client.get(address)
        if "Content-Disposition" in answer.headers:
            files += 1
            wrong += faults(address, answer)

    assert files >= least
    assert wrong == []


@pytest.mark.parametrize("ending", sorted(tables_out.WRITERS))
def test_S31_tables(forum, ending):
    client, wrong = forum.client("administrator"), []

    for name in ("booths", "claims", "applications", "exhibitors", "showcases"):
        answer = client.post("/en/staff/forum/exports", data={"table": name, "ending": ending})
        assert answer.status_code == 200
        wrong += faults(name, answer)

    assert wrong == []


def test_S31_svg_is_never_a_page_of_ours(forum):
    kinds = {}
    for role in ("visitor", "exhibitor", "administrator"):
        client = forum.client(role)
        for _, address in forum.pages():
            answer = client.get(address)
            if answer.mimetype in ("image/svg+xml", "application/pdf", "application/xml"):
                kinds[address] = (answer.mimetype, answer.headers.get("Content-Disposition", "").split(";")[0])

    assert {kind for kind in kinds.values() if kind[0] != "application/xml"} == {
        ("image/svg+xml", "attachment"),
        ("application/pdf", "attachment"),
    }
