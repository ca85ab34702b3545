"""S25, S34, S36: parameters of every shape: none breaks a page, and none gets past what a form allows."""

import ast
import re

import pytest
from werkzeug.routing import IntegerConverter

from tests.conftest import ROOT
from tests.kit import routes
from tests.kit.visiting import contents, differences
from tests.security.found import ENDINGS, forms

HUGE = (2**63, 10**30)
NUMBERS = ("-7777", "99999999999999999999", "1e400", "NaN")
QUERIES = ("' OR 1=1 --", '%_\\"\x00', "9" * 30, "٣" * 5)
ROLES = ("exhibitor", "administrator")
MARKER = "misshapen-7"


def names_in_addresses():
    """Every name that a view reads from an address."""
    found = set()
    for path in (ROOT / "booth_app").rglob("*.py"):
        found |= set(re.findall(r"(?:request\.args|args|given)\.get(?:list)?\(\s*\"(\w+)\"", path.read_text()))
        found |= set(re.findall(r"_(?:values|quantity)\(args, \"(\w+)\"", path.read_text()))
    return sorted(found)


@pytest.mark.parametrize("role", ["visitor", *ROLES])
def test_S25_no_value_in_an_address_breaks_a_page(forum, role):
    client, names, wrong = forum.client(role), names_in_addresses(), []
    assert {"q", "state", "day", "before", "hall", "type", "number"} <= set(names)

    for _, address in forum.pages():
        for value in QUERIES:
            answer = client.get(address, query_string=[(name, value) for name in names])
            if answer.status_code >= 500:
                wrong.append(f"{address} {value!r}: {answer.status_code}")

    assert wrong == []


def test_S25_wildcards_of_the_database_find_nothing_by_themselves(forum):
    client = forum.client("administrator")
    pages = {
        "/en/forum/search": r"<li>",
        "/en/staff/forum/organisations": r"/staff/forum/organisations/\d+\"",
        "/en/staff/forum/claims": r"/staff/forum/claims/\d+\"",
    }

    found = {
        (path, value): len(re.findall(row, client.get(path, query_string={"q": value}).text))
        for path, row in pages.items()
        for value in ("%", "_", "%%", "__%")
    }

    assert {each: count for each, count in found.items() if count} == {}


def test_S36_parameters_that_come_twice_or_as_lists_break_nothing(forum):
    client, names, wrong = forum.client("administrator"), names_in_addresses(), []
    doubled = [
        (each, value) for name in names for each in (name, name, f"{name}[]", f"{name}[x]") for value in ("1", "")
    ]

    for _, address in forum.pages():
        answer = client.get(address, query_string=doubled)
        if answer.status_code >= 500:
            wrong.append(f"{address}: {answer.status_code}")

    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_S34_numbers_in_addresses_that_no_table_can_hold_are_not_found(forum, role):
    client, wrong, asked = forum.client(role), [], 0

    for route in routes.routes(forum.app):
        kinds = route.rule._converters
        numbers = {name for name in route.rule.arguments if isinstance(kinds[name], IntegerConverter)}
        for huge in HUGE if numbers else ():
            given = {**forum.ours, **dict.fromkeys(numbers, huge)}
            given["in_staff_area"] = {**forum.ours["in_staff_area"], **dict.fromkeys(numbers, huge)}
            answer = client.open(routes.address(forum.app, route, given), method=route.method)
            asked += 1
            if answer.status_code >= 500:
                wrong.append(f"{route.method} {route.rule.rule}: {answer.status_code}")

    assert asked > 60
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_S34_S36_no_form_takes_what_it_did_not_ask_for(forum, role):
    client, wrong, numeric = forum.client(role), [], 0

    for form in forms(forum, role):
        if form.endpoint in ENDINGS:
            continue
        before, path = contents(forum.app), form.action.split("?")[0]
        for name in form.numbers:
            for value in NUMBERS:
                answer = client.post(form.action, data={**form.fields, name: value})
                numeric += 1
                if answer.status_code >= 500:
                    wrong.append(f"{form.endpoint} {name}={value}: {answer.status_code}")
        kept = repr(differences(before, contents(forum.app))) if form.numbers else ""
        for each in (*NUMBERS[:2], "inf", "nan"):
            if re.search(rf"\b{each}\b", kept):
                wrong.append(f"{form.endpoint} kept {each}")
        before = contents(forum.app)
        typed = {name: [f"{MARKER}@whole.example"] for name, value in form.fields.items() if name != "csrf_token"}
        shapes = {
            "json": client.post(form.action, json={name: value[0] for name, value in typed.items()}),
            "lists": client.post(form.action, data={f"{name}[]": value for name, value in typed.items()}),
            "address": client.post(path, query_string=typed),
        }
        if MARKER in repr(differences(before, contents(forum.app))):
            wrong.append(f"{form.endpoint}: took what is no form")
        shapes["doubled"] = client.post(
            form.action, data={name: [*value, "another"] for name, value in form.fields.items()}
        )
        wrong += [
            f"{form.endpoint} {how}: {each.status_code}" for how, each in shapes.items() if each.status_code >= 500
        ]

    assert wrong == []
    assert numeric >= 8


def test_S25_no_statement_is_built_from_text():
    found = []
    for path in sorted((ROOT / "booth_app").rglob("*.py")):
        found += [f"{path.name}:{line}" for line in built(path.read_text())]

    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "session.execute(text(f'SELECT {x}'))",
        "connection.exec_driver_sql('SELECT ' + x)",
        "text('SELECT %s' % x)",
        "text('SELECT {}'.format(x))",
        "text(x)",
        "literal_column(f'{x}')",
    ],
)
def test_S25_the_lint_sees_a_statement_that_is(source):
    assert list(built(source)) == [1]


def built(source):
    """Lines where SQL is made of anything but one constant text."""
    takers = {"text", "exec_driver_sql", "literal_column", "execute"}
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        given = node.args[0]
        if name not in takers or isinstance(given, ast.Constant):
            continue
        if name == "execute" and not isinstance(given, ast.JoinedStr | ast.BinOp):
            continue  # a statement of SQLAlchemy's
        if re.fullmatch(r"f['\"]SHOW \{name\}['\"]|f['\"]\(\{words\}\)['\"]|self\.report", ast.unparse(given)):
            continue  # names out of our own tables; and a report, which is no statement
        yield node.lineno
