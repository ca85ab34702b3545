"""S33: what an upload may be: its size on the wire and inside, its kind, its number, its name. What is refused is said
beside the form, or by a page, and leaves nothing behind."""

import io
import socket

import pytest

from booth_app.accounts.models import User
from tests.editor.conftest import desk_on
from tests.editor.test_halls import HALL, drafts, svg, text, upload
from tests.kit.passes import issue
from tests.kit.server import SECRET, serve

GOOD = svg(HALL)
AT = "/en/staff/forum/layouts/a/upload"
LIMIT = 21_000_000
"""Bytes that the view takes: a file of 20 MB and the form around it."""


@pytest.fixture
def desk(app):
    return desk_on(app)


@pytest.fixture
def everything_under(tmp_path):
    """The files that are there, by name and size, but for the database's own."""

    def look():
        return {
            (path.name, path.stat().st_size)
            for path in tmp_path.rglob("*")
            if path.is_file() and not path.name.startswith("booth.sqlite3")
        }

    return look


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not well-formed"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "This is PNG"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "This is PDF"),
        (b"PK\x03\x04" + b"\0" * 60, "This is ZIP"),
        (b"\x1f\x8b\x08\x00" + b"\0" * 60, "This is gzip"),
        (b"<html><body><svg></svg></body></html>", ""),
        (b"GIF89a/*<svg xmlns='http://www.w3.org/2000/svg'>*/", "This is GIF"),
        (b"MZ" + b"\0" * 200, ""),
    ],
    ids=["empty", "png", "pdf", "zip", "gzip", "html", "gif and svg", "program"],
)
def test_S33_what_a_file_is_called_and_said_to_be_counts_for_nothing(desk, data, says):
    file = (io.BytesIO(data), "plan.svg", "image/svg+xml")
    answer = desk.client.post(AT, data={"file": file, "metres_per_unit": "0.25"})

    assert (answer.status_code, drafts(desk)) == (422, 1)
    assert says in text(answer)
    assert 'role="alert"' in answer.text
    assert 'value="0.25"' in answer.text, "what was typed is kept"


def test_S33_a_plan_is_a_plan_under_any_name_and_kind(desk):
    seen = desk.client.post(AT, data={"file": (io.BytesIO(GOOD), "plan.php", "application/x-php")})
    answer = desk.client.post(f"{seen.location}/draft")

    assert (seen.status_code, answer.status_code, drafts(desk)) == (303, 303, 2)


def test_S33_no_file_is_none(desk):
    assert [desk.client.post(AT, data=each).status_code for each in ({}, {"file": "text"})] == [422, 422]
    assert drafts(desk) == 1


def test_S33_of_several_files_in_one_field_the_first_is_read_and_files_elsewhere_are_not(desk):
    two = [(io.BytesIO(GOOD), "first.svg"), (io.BytesIO(b"no plan"), "second.svg")]
    elsewhere = {"other": (io.BytesIO(GOOD), "third.svg"), "metres_per_unit": (io.BytesIO(b"1"), "fourth.svg")}

    seen = desk.client.post(AT, data={"file": two})
    first = desk.client.post(f"{seen.location}/draft")
    other = desk.client.post(AT, data=elsewhere)

    assert (first.status_code, other.status_code, drafts(desk)) == (303, 422, 2)
    assert "Read from the file first.svg" in text(desk.client.get(first.location))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../etc/passwd.svg", "passwd.svg"),
        ("C:\\\\Users\\\\huda\\\\plan.svg", "plan.svg"),  # as a header quotes it
        ("plan\u202egvs.svg", "plangvs.svg"),
        ("مخطط القاعة.svg", "مخطط القاعة.svg"),
        ("x" * 5000 + ".svg", ""),
        ("plan.svg/", ""),
    ],
)
def test_S33_a_files_name_is_text_without_a_path_and_nothing_is_written_under_it(desk, everything_under, name, kept):
    before = everything_under()

    answer = upload(desk, GOOD, name=name)

    assert answer.status_code == 303
    assert desk.value(2).report["name"] == kept
    assert everything_under() == before


def test_S33_too_many_parts_and_too_much_beside_the_file_are_refused(desk):
    parts = {f"field{n}": "x" for n in range(2001)} | {"file": (io.BytesIO(GOOD), "plan.svg")}
    beside = {"floor": "x" * 2_100_000, "file": (io.BytesIO(GOOD), "plan.svg")}

    assert [desk.client.post(AT, data=each).status_code for each in (parts, beside)] == [413, 413]
    assert drafts(desk) == 1


def test_S33_only_the_form_for_plans_takes_a_file_or_more_than_a_form(desk):
    for path in ("/en/account/sign-in", "/en/my/organisations", "/en/staff/forum/exports"):
        for size, status in ((9, 422), (2_100_000, 413)):
            data = {name: (io.BytesIO(b"x" * size), "name.svg") for name in ("email", "name_ar", "table")}
            assert desk.client.post(path, data=data).status_code == status, path


def test_S33_on_the_wire_what_is_too_large_is_answered_before_or_at_the_limit(desk, everything_under):
    """Declared too large: no byte is waited for. Not declared: cut at the limit."""
    with desk.database.read() as session:
        named = session.get_one(User, desk.who.user_id).fs_uniquifier
    cookie = issue(SECRET, named).cookie
    before = everything_under()
    head = f"POST {AT} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n"
    head += "Content-Type: multipart/form-data; boundary=b\r\n"

    with serve(desk.database.url.render_as_string()) as server:
        declared = answer_to(server.ports[0], head + f"Content-Length: {LIMIT + 1}\r\n\r\n", [])
        endless = (f"{1_000_000:x}\r\n".encode() + b"x" * 1_000_000 + b"\r\n" for _ in range(10_000))
        sent: list[int] = []
        flowing = answer_to(server.ports[0], head + "Transfer-Encoding: chunked\r\n\r\n", endless, sent)

    for answer in (declared, flowing):
        assert answer.startswith("HTTP/1.1 413 "), answer[:200]
        assert "The file is over the limit" in answer
        assert "connection: close" in answer.lower()
    assert sum(sent) < 2 * LIMIT
    assert (drafts(desk), everything_under()) == (1, before)


def answer_to(port, head, pieces, sent=None):
    """What the server says to a request whose body comes in pieces, until it says something."""
    with socket.create_connection(("127.0.0.1", port), 20) as connection:
        connection.sendall(head.encode())
        try:
            for each in pieces:
                connection.sendall(each)
                if sent is not None:
                    sent.append(len(each))
        except OSError:  # it has answered and hung up
            pass
        said = b""
        try:
            while piece := connection.recv(65536):
                said += piece
        except OSError:
            pass
    return said.decode(errors="replace")
