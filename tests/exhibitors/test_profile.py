"""What an exhibitor writes of itself for visitors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from booth_app.base.access import Who
from booth_app.base.errors import NotFound, Stale
from booth_app.base.idempotency import KeyReused
from booth_app.exhibitors import queries, services
from booth_app.exhibitors.models import Category
from booth_app.exhibitors.services.tools import MOST_TOOLS
from booth_app.exhibitors.web import checked
from booth_app.journal.models import Entry
from booth_app.text.problems import Unreadable
from tests.kit import make

PAGE = {"about_ar": "نبذة", "about_en": "About", "website": "https://sanad.example", "category": Category.HOTLINE}


@pytest.fixture
def who(database, scene) -> Who:
    """The owner of an accepted organisation."""
    with database.write() as session:
        services.introduce(
            session,
            scene.owner,
            name_ar="سند",
            name_en="Sanad",
            country="SA",
            category=Category.PARENTAL,
            organisation_id=scene.organisation,
        )
    return scene.owner


def do(database, verb, *arguments, **options):
    with database.write() as session:
        return getattr(services, verb)(session, *arguments, **options)


def page(database, who) -> queries.ProfileValue:
    with database.read() as session:
        return queries.profile_of(session, who.exhibition_id, who.organisation_id)


def entries(database) -> list[dict]:
    with database.read() as session:
        return [(row.kind, row.public, row.after) for row in session.scalars(select(Entry).order_by(Entry.id))]


def add(database, who, now, name="Filter", key="k" * 16) -> int:
    return do(
        database, "add_tool", who, category=Category.FILTER, name_ar="مرشّح", name_en=name, request_key=key, now=now
    )


def test_a_changed_page_is_written_down_once_and_publicly(database, who, now):
    for _ in range(2):
        do(database, "edit_profile", who, **PAGE, seen=1, now=now)

    changed = page(database, who)
    assert (changed.about_ar, changed.website, changed.category) == ("نبذة", "https://sanad.example", Category.HOTLINE)
    [(kind, public, after)] = entries(database)
    assert (kind, public, after["category"], after["changed"]) == ("profile-changed", True, "hotline", [*PAGE])


def test_a_colleagues_change_is_not_written_over(database, who, now):
    do(database, "edit_profile", who, **PAGE, seen=1, now=now)

    with pytest.raises(Stale):
        do(database, "edit_profile", who, **(PAGE | {"about_en": "Mine"}), seen=1, now=now)

    assert page(database, who).about_en == "About"


def test_an_organisation_without_a_page_has_nothing_to_write(database, scene, now):
    with pytest.raises(NotFound):
        do(database, "edit_profile", scene.owner, **PAGE, now=now)


def test_a_tool_sent_twice_is_added_once(database, who, now):
    assert add(database, who, now) == add(database, who, now)

    assert [tool.name_en for tool in page(database, who).tools] == ["Filter"]
    with pytest.raises(KeyReused):
        add(database, who, now, name="Other")


def test_tools_are_moved_changed_and_removed(database, who, now):
    first, second, third = (
        add(database, who, now, name, key) for name, key in (("A", "a" * 16), ("B", "b" * 16), ("C", "c" * 16))
    )

    do(database, "move_tool", who, third, before=first, now=now)
    do(database, "move_tool", who, first, before=None, now=now)
    do(database, "edit_tool", who, second, category=Category.FORENSICS, name_ar="", name_en="Bee", now=now)
    for _ in range(2):
        do(database, "remove_tool", who, third, now=now)

    assert [tool.name_en for tool in page(database, who).tools] == ["Bee", "A"]
    assert len(entries(database)) == 3 + 4


def test_moving_a_tool_to_where_it_stands_is_no_change(database, who, now):
    first, second = (add(database, who, now, name, key=name * 16) for name in "AB")

    for before in (second, first):
        do(database, "move_tool", who, first, before=before, now=now)

    assert len(entries(database)) == 2


def test_a_page_holds_so_many_tools_and_no_more(database, who, now):
    for number in range(MOST_TOOLS):
        add(database, who, now, f"T{number}", f"key-{number:012}")

    with pytest.raises(services.TooMany):
        add(database, who, now, "One more", "one-more-key")


def test_another_organisations_tool_cannot_be_touched(database, scene, who, now):
    mine = add(database, who, now)
    with database.write() as session:
        exhibition = session.get_one(make.Exhibition, scene.exhibition)
        other = make.organisation(session, exhibition)
        stranger = Who(make.owner_of(session, other).id, other.id, scene.exhibition)

    for verb, options in (
        ("edit_tool", {"category": Category.FILTER, "name_ar": "x", "name_en": "x"}),
        ("move_tool", {"before": None}),
    ):
        with pytest.raises(NotFound):
            do(database, verb, stranger, mine, now=now, **options)
    do(database, "remove_tool", stranger, mine, now=now)  # as it does with a number that no tool has

    assert [tool.name_en for tool in page(database, who).tools] == ["Filter"]


def test_all_pages_are_two_queries_however_many_there_are(database, scene, who, now, counted):
    add(database, who, now)
    one = counted(lambda session: queries.profiles(session, scene.exhibition))
    with database.write() as session:
        for _ in range(2):
            make.organisation(session, session.get_one(make.Exhibition, scene.exhibition))

    three = counted(lambda session: queries.profiles(session, scene.exhibition))

    assert (one, three) == (2, 2)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  sanad.example ", "https://sanad.example"),
        ("https://مثال.السعودية/صفحة?a=1#b", "https://مثال.السعودية/صفحة?a=1#b"),
        ("https://sanad.example:8443/x", "https://sanad.example:8443/x"),
    ],
)
def test_an_address_of_a_site_is_kept_as_typed(typed, kept):
    assert checked(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "http://sanad.example",
        "javascript:alert(1)",
        "https:sanad.example",
        "https://user:word@sanad.example",
        "https://bank.example@evil.example",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://localhost",
        "https://sanad.example\\@evil.example",
        "https://sanad.example/a b",
        "https://sanad.example/<script>",
        "https://-x.example",
        "https://sanad.example:0",
        "https://sanad.example:99999",
        "data:text/html,x",
        "ftp://sanad.example",
        "https://" + "a" * 300 + ".example",
    ],
)
def test_an_address_that_visitors_cannot_be_sent_to_is_refused(typed):
    with pytest.raises(Unreadable):
        checked(typed)


@given(st.text(max_size=60))
def test_whatever_is_typed_becomes_an_https_address_or_is_refused(typed):
    try:
        kept = checked(typed)
    except Unreadable:
        return

    assert kept == "" or kept.startswith("https://")
    assert checked(kept) == kept
