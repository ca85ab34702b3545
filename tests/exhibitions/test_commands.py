"""The first steps of an installation, by command."""

from booth_app.exhibitions import queries
from tests.kit import make

ADD = [
    "exhibition",
    "add",
    "--slug",
    "expo",
    "--name-ar",
    "معرض",
    "--name-en",
    "Expo",
    "--first-day",
    "2027-05-02",
    "--last-day",
    "2027-05-04",
]


def run(app, *words):
    return app.test_cli_runner().invoke(args=list(words))


def test_an_exhibition_and_its_hall_are_made(app):
    with app.extensions["database"].write() as session:
        make.user(session, "chief@example.org")

    made = run(app, *ADD, "--administrator", "Chief@example.org")
    hall = run(app, *["exhibition", "hall", "--slug", "expo", "--key", "a", "--name-ar", "قاعة", "--name-en", "Hall"])

    assert (made.exit_code, hall.exit_code) == (0, 0), made.output + hall.output
    with app.extensions["database"].read() as session:
        exhibition = queries.exhibition(session, "expo")
        assert exhibition is not None
        assert [each.key for each in queries.halls(session, exhibition.id)] == ["a"]
        assert len(queries.staff(session, exhibition.id, "administrator")) == 1


def test_what_cannot_be_is_said_in_one_line(app):
    run(app, *ADD)
    again = run(app, *ADD)
    reserved = run(app, *[word if word != "expo" else "staff" for word in ADD])
    nobody = run(app, *[word if word != "expo" else "other" for word in ADD], "--administrator", "no@example.org")

    for each in (again, reserved, nobody):
        assert each.exit_code == 1
        assert each.output.count("\n") == 1
    with app.extensions["database"].read() as session:
        assert queries.exhibition(session, "other") is None
