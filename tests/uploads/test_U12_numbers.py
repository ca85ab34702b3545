import pytest

from booth_app.planfiles import Reading, check_file
from tests.planfiles.drawings import drawing
from tests.uploads.hostile import quickly_refused, read_or_refused

NONE = [
    "NaN",
    "nan",
    "inf",
    "-inf",
    "Infinity",
    "1e400",
    "-1e999",
    "",
    " ",
    "1,5",
    "١٫٥",
    "١٢",
    "1_000",
    "0x10",
    "1e",
    "--1",
]
NONE += ["1 2", "+", ".", "e5", "1..5", "½", "１", "1\u200b", "null", "1px;", "calc(1px)"]


@pytest.mark.parametrize("value", NONE)
@pytest.mark.parametrize("attribute", ["x", "width", "rx"])
def test_U12_what_is_no_number_names_the_element(value, attribute):
    others = {"x": "0", "width": "3", "rx": "0"} | {attribute: value}
    values = " ".join(f'{name}="{value}"' for name, value in others.items())

    problem = quickly_refused(drawing(f'<rect data-kind="booth" data-number="A-7" {values} height="3"/>'))

    assert problem.code in {"not-a-number", "unit"}
    assert (problem.element, problem.line) == ("rect “A-7”", 3)
    assert problem.values["attribute"] == attribute


@pytest.mark.parametrize(
    ("element", "code"),
    [
        ('<rect x="1e308" width="3" height="3"/>', "out-of-range"),
        ('<rect x="10001" width="3" height="3"/>', "out-of-range"),
        ('<rect width="-1" height="3"/>', "negative"),
        ('<circle r="-1"/>', "negative"),
        ('<rect height="3"/>', "no-coordinates"),
        ('<circle cx="1"/>', "no-coordinates"),
        ('<circle r="1e9"/>', "too-many-vertices"),
        ('<rect width="3em" height="3"/>', "unit"),
        ('<rect width="50%" height="3"/>', "unit"),
        ('<polygon points="0,0 NaN,3 3,3"/>', "not-a-number"),
        ('<polygon points="0,0 3,3 3"/>', "not-a-number"),
        ('<polygon points="0;0 3;3"/>', "not-a-number"),
        ('<polygon points="0,0 1e400,3 3,3"/>', "not-a-number"),
        ('<polygon points=""/>', "no-coordinates"),
        ("<polygon/>", "no-coordinates"),
        ("<path/>", "no-coordinates"),
        ('<path d="M0 0L1e400 0Z"/>', "not-a-number"),
    ],
)
def test_U12_each_shape_has_its_way_of_being_none(element, code):
    problem = quickly_refused(drawing(f'<g data-kind="booth">{element}</g>'))

    assert (problem.code, problem.line) == (code, 3)


@pytest.mark.parametrize(
    "arc", ["A1e308 1e308 0 0 0 3 3", "A1e-300 1 0 0 0 3 3", "A1e200 1e-200 1e300 1 1 1e-308 3", "A1 1 1e308 0 0 3 3"]
)
def test_U12_an_arc_of_numbers_at_the_edge_of_numbers_is_read_or_refused(arc):
    outcome = read_or_refused(drawing(f'<path data-kind="booth" d="M0 0{arc}V9Z"/>'))

    assert isinstance(outcome, Reading) or outcome.code in {"not-a-number", "out-of-range", "too-many-vertices"}


def test_U12_the_command_says_so_with_exit_code_2(tmp_path):
    path = tmp_path / "plan.svg"
    path.write_bytes(drawing('<rect data-kind="booth" data-number="A-7" x="NaN" width="3" height="3"/>'))

    outcome = check_file(path)

    assert outcome.exit_code == 2
    assert outcome.problem == "plan.svg: line 3, rect “A-7”: x is “NaN”, which is not a number"
