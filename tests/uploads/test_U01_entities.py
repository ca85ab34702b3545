import pytest

from tests.planfiles.drawings import HALL
from tests.uploads.hostile import quickly_refused


def with_doctype(subset: str, body: str) -> bytes:
    return (
        f'<?xml version="1.0"?>\n<!DOCTYPE svg [{subset}]>\n<svg data-metres-per-unit="1">{HALL}{body}</svg>'.encode()
    )


def laughs() -> bytes:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return with_doctype(f'<!ENTITY l0 "lol">{levels}', "<text>&l9;</text>")


def test_U01_a_bomb_of_entities_in_entities_is_refused_as_a_document_type():
    problem = quickly_refused(laughs())

    assert (problem.code, problem.line) == ("doctype", 2)


def test_U02_a_quadratic_bomb_is_refused_as_a_document_type():
    assert quickly_refused(with_doctype(f'<!ENTITY a "{"x" * 100_000}">', "&a;" * 5_000)).code == "doctype"


def test_U03_a_parameter_entity_is_refused_as_a_document_type():
    subset = "<!ENTITY % a \"<!ENTITY b 'b'>\"> %a; %a;"

    assert quickly_refused(with_doctype(subset, "&b;")).code == "doctype"


@pytest.mark.parametrize(
    "before",
    ["", "\n\n", "<!-- a comment -->", "<!-- <!DOCTYPE no> -->\n<?pi <!DOCTYPE no> ?>", '<?xml-stylesheet href="x"?>'],
)
def test_U01_a_document_type_is_found_behind_whatever_stands_before_it(before):
    declared = f'{before}<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">'

    assert quickly_refused(f"{declared}<svg/>".encode()).code == "doctype"


def test_U01_the_word_in_a_comment_is_no_document_type():
    assert quickly_refused(b"<!-- <!DOCTYPE svg> --><svg/>").code == "no-scale-no-hall"


def test_U01_looking_for_it_takes_no_longer_with_a_million_comments():
    assert quickly_refused(b"<!---->" * 1_000_000 + b"<svg/>").code == "no-scale-no-hall"


def test_U01_an_entity_without_a_document_type_is_no_xml():
    assert quickly_refused(b"<svg>&canary;</svg>").code == "not-xml"
