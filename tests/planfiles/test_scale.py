import pytest

from booth_app.planfiles import Scale, read_svg
from tests.planfiles.drawings import drawing, read, refusal, refused

HALL = '<rect data-kind="hall" data-number="h" width="600" height="400"/>'


@pytest.mark.parametrize(
    ("said", "scale"),
    [
        ('data-metres-per-unit="0.1"', Scale(0.1, "attribute")),
        ('data-metres-per-unit=" 1e-1 "', Scale(0.1, "attribute")),
        ('viewBox="0 0 600 400" width="60mm" height="40mm" data-scale="1:1000"', Scale(0.1, "physical")),
        ('viewBox="0 0 600 400" width="60 MM" data-scale="1 : 1000"', Scale(0.1, "physical")),
        ('viewBox="0 0 600 400" height="40mm" data-scale="1000"', Scale(0.1, "physical")),
        ('viewBox="0 0 600 400" width="6cm" height="99cm" data-scale="1:1000"', Scale(0.1, "physical")),
        ('viewBox="0 0 600 400" width="6000cm" height="4000cm"', Scale(0.1, "physical")),
        ('viewBox="0,0,254,400" width="10in"', Scale(0.001, "physical")),
        ('viewBox="0 0 600 400" width="60mm" data-scale="1:1000" data-metres-per-unit="0.2"', Scale(0.2, "attribute")),
    ],
)
def test_the_scale_is_the_attributes_else_the_size_on_paper(said, scale):
    found = read(scale=said, hall=HALL)

    assert found.scale.source == scale.source
    assert found.scale.metres_per_unit == pytest.approx(scale.metres_per_unit)
    assert found.plan.area == pytest.approx(240_000 * scale.metres_per_unit**2)


@pytest.mark.parametrize(
    "said",
    [
        "",
        'viewBox="0 0 600 400"',
        'width="60mm" height="40mm"',
        'viewBox="0 0 600 400" width="600" height="400"',
        'viewBox="0 0 600 400" width="600px"',
        'viewBox="0 0 600 400" width="100%"',
        'viewBox="0 0 600 400" width="600pt"',
        'viewBox="0 0 600 400" data-scale="1:100"',
    ],
)
def test_without_a_scale_a_file_is_refused_and_told_how_to_give_one(said):
    problem = refused(scale=said, hall=HALL)

    assert problem.code == "no-scale"
    assert "--metres-per-unit" in problem.message("en")
    assert "--metres-per-unit" in problem.message("ar")


@pytest.mark.parametrize("said", ["", 'data-metres-per-unit="5"', 'data-metres-per-unit="NaN"'])
def test_a_scale_given_by_hand_goes_before_the_files(said):
    found = read_svg(drawing(scale=said, hall=HALL), 0.1)

    assert found.scale == Scale(0.1, "given")
    assert found.plan.area == pytest.approx(2400)


@pytest.mark.parametrize("given", [0.0, -1.0, float("nan"), float("inf"), 1e-9, 1e9])
def test_a_scale_that_is_none_is_refused(given):
    assert refusal(drawing(), given).code == "scale"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ('data-metres-per-unit="NaN"', "not-a-number"),
        ('data-metres-per-unit="1,5"', "not-a-number"),
        ('data-metres-per-unit="١"', "not-a-number"),
        ('data-metres-per-unit="1m"', "not-a-number"),
        ('data-metres-per-unit=""', "not-a-number"),
        ('data-metres-per-unit="0"', "scale"),
        ('data-metres-per-unit="-1"', "scale"),
        ('data-metres-per-unit="1e400"', "scale"),
        ('viewBox="0 0 600 400" width="60mm" data-scale="1:0"', "scale"),
        ('viewBox="0 0 600 400" width="60mm" data-scale="2:100"', "scale"),
        ('viewBox="0 0 0 400" width="60mm"', "wrong-value"),
        ('viewBox="0 0 600" width="60mm"', "wrong-value"),
        ('viewBox="0 0 600 x" width="60mm"', "not-a-number"),
        ('viewBox="0 0 600 400" width="60mm" height="60mm" preserveAspectRatio="none"', "stretched"),
    ],
)
def test_a_wrong_scale_in_the_file_is_an_error_and_not_a_guess(said, code):
    assert refused(scale=said, hall=HALL).code == code


def test_coordinates_are_the_files_own_times_its_scale_and_not_shifted():
    found = read(
        '<rect data-kind="booth" x="-10" y="20" width="30" height="30"/>',
        scale='viewBox="-50 -50 700 500" data-metres-per-unit="0.1"',
        hall=HALL,
    )

    assert found.plan.booths[0].outline.bounds == (-1, 2, 2, 5)


@pytest.mark.parametrize(("size", "odd"), [("1", True), ("5", False), ("700", False), ("900", True)])
def test_a_hall_of_unlikely_size_is_remarked(size, odd):
    found = read(hall=f'<rect data-kind="hall" width="{size}" height="{size}"/>')

    assert (found.note("odd-size") is not None) == odd


def test_without_a_hall_a_file_is_refused_and_told_what_was_seen():
    problem = refused('<g id="stands"><rect width="3" height="3"/></g>', "<text>A-1</text>", hall="")

    assert problem.code == "no-hall"
    assert problem.values == {"shapes": "1", "texts": "1", "layers": "stands"}
    both = refusal(drawing('<g id="stands"><rect width="3" height="3"/></g>', hall="", scale=""))
    assert both.code == "no-scale-no-hall"
