import json
import os

import pytest

from booth_app.planfiles import check_file
from tests.planfiles.drawings import FLOORPLANS, SHAPE_RULES, drawing

TWO = (
    '<rect data-kind="booth" data-number="A-101" x="1" y="1" width="3" height="3"/>',
    '<rect data-kind="booth" data-number="A-102" x="3.88" y="1" width="3" height="3"/>',
)


@pytest.fixture
def write(tmp_path):
    """Writes a file and gives its path."""

    def made(data, name="plan.svg"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
        return path

    return made


def test_a_report_has_the_contracts_form(write):
    outcome = check_file(write(drawing(*TWO)), write(SHAPE_RULES, "rules.json"))

    assert outcome.exit_code == 1
    said = json.loads(outcome.printed("json"))
    assert said["plan"] == {"halls": 1, "booths": 2, "area_m2": 10_000.0}
    [violation] = said["violations"]
    assert violation == {
        "rule": "overlap",
        "severity": "error",
        "things": ["A-101", "A-102"],
        "measured": 0.12,
        "required": 0.0,
        "unit": "m",
        "where": violation["where"],
        "message": violation["message"],
    }
    assert violation["where"]["type"] == "Polygon"
    [ring] = violation["where"]["coordinates"]
    assert ring[0] == ring[-1]
    assert {tuple(point) for point in ring} == {(3.88, 1.0), (4.0, 1.0), (4.0, 4.0), (3.88, 4.0)}
    assert violation["message"]["en"] == "Booths A-101 and A-102 overlap by 0.12 m."
    assert violation["message"]["ar"].startswith("الجناحان")


def test_places_are_in_the_files_own_axes_times_its_scale(write):
    data = drawing(*TWO, scale='viewBox="-100 -100 900 900" data-metres-per-unit="2"')

    [violation] = check_file(write(data), write(SHAPE_RULES, "rules.json")).report["violations"]

    assert violation["measured"] == 0.24
    assert min(violation["where"]["coordinates"][0]) == [7.76, 2.0]


def test_a_sound_plan_is_exit_code_0_and_an_unreadable_one_2(write):
    assert check_file(FLOORPLANS / "main-hall.svg").exit_code == 0
    outcome = check_file(write(b"<svg"))

    assert (outcome.exit_code, outcome.report, outcome.printed("json")) == (2, None, "")
    assert outcome.problem.startswith("plan.svg: line 1: the file is not well-formed")
    assert "\n" not in outcome.problem


def test_text_is_a_line_for_each_finding_and_one_that_counts(write):
    outcome = check_file(write(drawing(*TWO)), write(SHAPE_RULES | {"overlap": {"severity": "warning"}}, "rules.json"))

    assert outcome.printed("text").splitlines() == [
        "warning: overlap: Booths A-101 and A-102 overlap by 0.12 m. [at 3.94, 2.50]",
        "halls: 1, booths: 2, floor: 10000 m², violations: 1",
    ]


def test_warnings_are_violations_too(write):
    outcome = check_file(write(drawing(*TWO)), write(SHAPE_RULES | {"overlap": {"severity": "warning"}}, "rules.json"))

    assert outcome.exit_code == 1
    assert outcome.report["violations"][0]["severity"] == "warning"


def test_rules_can_be_switched_off(write):
    plan = write(drawing(*TWO))

    assert check_file(plan, write(SHAPE_RULES | {"overlap": False}, "a.json")).exit_code == 0
    assert check_file(plan, write({"*": False, "obstacle": True}, "b.json")).exit_code == 0
    assert check_file(plan, write({"*": False, "overlap": True}, "c.json")).exit_code == 1


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (b'{"overlaps": true}', "no rule “overlaps”"),
        (b'{"overlap": {"depth": 1}}', "no setting “depth”"),
        (b'{"exit-clearance": {"depth": "3 m"}}', "a number from 0.1 to 50 m, or null"),
        (b'{"overlap": {"severity": "loud"}}', "severity"),
        (b"[]", "one JSON object"),
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b'{"overlap": NaN}', "not JSON"),
        (b'{"overlap": true, "overlap": false}', "twice"),
        (b"[" * 100_000, "not JSON"),
        (b'{"overlap": ' + b"9" * 5000 + b"}", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b" " * 1_000_001, "limit"),
    ],
)
def test_rules_that_are_none_are_exit_code_2_and_one_line(write, rules, words):
    outcome = check_file(FLOORPLANS / "main-hall.svg", write(rules, "rules.json"))

    assert outcome.exit_code == 2
    assert outcome.report is None
    assert outcome.problem.startswith("rules.json: ")
    assert words in outcome.problem
    assert "\n" not in outcome.problem


@pytest.mark.parametrize("path", ["/dev/zero", "/", "/nonexistent", "a\x00b"])
def test_what_is_no_file_is_exit_code_2(path):
    outcome = check_file(path)

    assert outcome.exit_code == 2
    assert "cannot be opened" in outcome.problem


def test_a_file_that_may_not_be_read_is_exit_code_2(write, monkeypatch):
    path = write(drawing())

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", forbidden)

    assert check_file(path).exit_code == 2


def test_a_pipe_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.svg")

    assert check_file(tmp_path / "pipe.svg").exit_code == 2


@pytest.mark.parametrize(("metres", "code"), [(0.5, 1), (0.0, 2), (float("nan"), 2), (-1.0, 2)])
def test_a_scale_given_by_hand_is_used_or_refused(write, metres, code):
    outcome = check_file(write(drawing(*TWO, scale="")), metres_per_unit=metres)

    assert outcome.exit_code == code


def test_every_fault_of_every_kind_at_once_comes_in_order(write):
    outcome = check_file(
        write(
            drawing(
                *TWO,
                '<rect data-kind="booth" data-number="A-101" x="98" y="1" width="3" height="3"/>',
                '<polygon data-kind="booth" data-number="A-9" points="20,20 23,23 23,20 20,23"/>',
                '<rect data-kind="column" data-number="c-1" x="2" y="2" width="0.5" height="0.5"/>',
            )
        ),
        write(SHAPE_RULES, "rules.json"),
    )

    assert [(each["rule"], each["things"], each["unit"]) for each in outcome.report["violations"]] == [
        ("duplicate-number", ["A-101", "A-101"], None),
        ("invalid-shape", ["A-9"], None),
        ("obstacle", ["A-101", "c-1"], "m"),
        ("outside-hall", ["A-101"], "m"),
        ("overlap", ["A-101", "A-102"], "m"),
    ]
    json.loads(outcome.printed("json"))
