"""What `make shots` takes pictures of: the pages, who opens them, and what must have happened before.

A scene is opened anew for every picture. What it needs (a hold, a draft that breaks a rule, an exhibition with nothing
in it) is made through the pages by the sample's people, once or each time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import APIResponse, Browser, BrowserContext, Page

Places = dict[str, str]
EMPTY = "spring"
"""An exhibition in which nothing has happened yet; `shots.py` makes it by command."""
HOLDER, RIVAL = "labeeb", "sanad"
"""Who holds a booth and loses a race, and who wins it."""


class World:
    """The running site and the sample's people, each signed in once."""

    def __init__(self, browser: Browser, address: str, password: str) -> None:
        self.browser, self.address, self.password = browser, address, password
        self.places: Places = {}
        self._signed_in: dict[str, Any] = {}

    def context(self, who: str, *, script: bool = True, **options: Any) -> BrowserContext:
        """A browser in which `who` (the name before the @ of a sample account; empty: a visitor) is signed in."""
        if who and who not in self._signed_in:
            self._signed_in[who] = self._sign_in(who)
        given = {"base_url": self.address, "bypass_csp": True, "timezone_id": "Asia/Riyadh"} | options
        state = self._signed_in.get(who)
        made = self.browser.new_context(java_script_enabled=script, storage_state=state, **given)
        made.set_default_timeout(15_000)
        return made

    def _sign_in(self, who: str) -> Any:
        with self.browser.new_context(base_url=self.address) as context:
            page = context.new_page()
            page.goto("/en/account/sign-in")
            page.fill("#email", f"{who}@sample.example")
            page.fill("#password", self.password)
            page.click("main form button[type=submit]")
            page.wait_for_url(lambda url: "sign-in" not in url)
            return context.storage_state()

    def plain(self, who: str) -> Page:
        """A page of `who` without JavaScript: every form is a form, every answer a page."""
        return self.context(who, script=False).new_page()

    def booths(self) -> list[dict[str, Any]]:
        """What everybody may read of the booths."""
        with self.context("") as context:
            answer: APIResponse = context.request.get("/en/forum/booths.json")
            return answer.json()["booths"]


PLACE = "form[id^=place-]"
X, WIDTH = f"{PLACE} input[name=x]", f"{PLACE} input[name=width]"

Act = Callable[[Page, World], None]


@dataclass(frozen=True, slots=True)
class Scene:
    """One page of the site, as one person meets it."""

    name: str
    path: str
    """Below the language; names in braces stand for what `prepare` made."""
    who: str = ""
    before: Callable[[World], None] | None = None
    """What must be so before the page is opened, each time."""
    act: Act | None = None
    """What the person does there before the picture."""
    status: int = 200
    whole: bool = True
    """The whole length of the page; else what one screen shows."""
    still: bool = False
    """The live feed is kept away: the scene shows a page that has not heard the news."""


def prepare(world: World) -> None:
    """Choose the booths, find what has a number in its address, begin the drafts."""
    free = [each for each in world.booths() if each["state"] == "free" and each["hall"] == "a"]
    corners = [each["number"] for each in free if each["type"] == "corner"] or [each["number"] for each in free]
    world.places |= {"held": corners[0], "raced": corners[1], "open": corners[2]}
    with world.context("sales") as context:
        page = context.new_page()
        found = {
            "showcase": ("forum/programme", "a[href*='/showcases/']"),
            "application": ("staff/forum/applications", "a[href*='/applications/']"),
            "submitted": ("staff/forum/claims?state=submitted", "a[href*='/staff/forum/claims/']"),
        }
        for name, (path, link) in found.items():
            page.goto(f"/en/{path}")
            world.places[name] = _below_language(page.locator(f"main {link}").first.get_attribute("href") or "")
    _drafts(world)


def hold(world: World) -> None:
    """The holder has a running hold on its booth."""
    page = world.plain(HOLDER)
    page.goto(f"/en/forum/booths/{world.places['held']}")
    if page.locator("#claim-hold").count():
        page.click("#claim-hold button[type=submit]")
    else:
        page.click("#claim-panel a.btn.primary")
    world.places["claim"] = page.url.split("/claims/")[1].split("?")[0].split("#")[0]
    page.context.close()


def let_go(world: World) -> None:
    """The winner of the last race gives the booth back, so that it can be raced for again."""
    page = world.plain(RIVAL)
    page.goto(f"/en/forum/booths/{world.places['raced']}")
    if page.locator("#claim-release").count():
        page.click("#claim-release button[type=submit]")
    page.context.close()


def lose(page: Page, world: World) -> None:
    """Somebody else is quicker by a moment."""
    rival = world.plain(RIVAL)
    rival.goto(f"/en/forum/booths/{world.places['raced']}")
    rival.click("#claim-hold button[type=submit]")
    rival.context.close()
    page.click("#claim-hold button[type=submit]")
    page.wait_for_selector("[data-refusal=booth-taken]")


def _drafts(world: World) -> None:
    """One draft with booths that overlap, one that would take a booth from its exhibitor."""
    page = world.plain("layout")
    world.places["broken"] = _draft(page)
    page.goto(f"{world.places['broken']}?booth=A-102")
    page.fill(X, str(round(float(page.input_value(X)) - 0.4, 3)))
    page.click(f"{PLACE} button[type=submit]")
    world.places["broken"] = _below_language(page.url.split("?")[0])
    world.places["touching"] = _draft(page)
    page.goto(f"{world.places['touching']}?booth=A-105")
    page.click("#remove-form button[type=submit]")
    page.goto(f"{world.places['touching']}?booth=A-110")
    page.fill(WIDTH, str(round(float(page.input_value(WIDTH)) - 0.5, 3)))
    page.click(f"{PLACE} button[type=submit]")
    world.places["touching"] = _below_language(page.url.split("?")[0])
    page.context.close()


def _draft(page: Page) -> str:
    page.goto("/en/staff/forum/layouts")
    page.click("#hall-a form[action$='/drafts'] button[type=submit]")
    return page.url.split("?")[0]


def _below_language(url: str) -> str:
    return url.split("/en/", 1)[1]


def _choose(number: str) -> Act:
    def act(page: Page, _world: World) -> None:
        page.click(f".booth-rows a:has-text('{number}')")
        page.wait_for_selector(f"#inspector {PLACE}")

    return act


def _wrong_password(page: Page, _world: World) -> None:
    page.fill("#email", "nobody@sample.example")
    page.fill("#password", "not the password of anybody")
    page.click("main form button[type=submit]")
    page.wait_for_selector("[role=alert]")


def _send_empty(page: Page, _world: World) -> None:
    page.click("main form button[type=submit]")
    page.wait_for_selector("[role=alert]")


def _search(page: Page, _world: World) -> None:
    page.fill("#plan-q", "A-2")
    page.wait_for_timeout(700)


def _menu(page: Page, _world: World) -> None:
    page.click("header .only-phone > summary, header .menu > summary >> visible=true")


def _set_prayers(page: Page, _world: World) -> None:
    """As the form proposes them."""
    page.locator("form[action$='/prayers'] button.primary").click()
    page.locator("#pauses .card li").first.wait_for()


def _cancel(page: Page, _world: World) -> None:
    page.click("a.btn.danger")
    page.wait_for_url("**/cancel")


def _send_form(page: Page, _world: World) -> None:
    page.click("form.form:has(#terms-title) button.primary, form.form button.primary >> visible=true")
    page.wait_for_selector("[role=alert]")


SCENES = (
    # Visitors
    Scene("exhibitions", ""),
    Scene("map", "forum/", whole=False),
    Scene("map-hall-b", "forum/?hall=b", whole=False),
    Scene("map-search", "forum/", act=_search, whole=False),
    Scene("map-booth", "forum/booths/A-101", whole=False),
    Scene("exhibitors", "forum/exhibitors"),
    Scene("exhibitor", "forum/exhibitors/sanad"),
    Scene("search", "forum/search?q=رقابة"),
    Scene("search-empty", "forum/search?q=zzzz"),
    Scene("programme", "forum/programme"),
    Scene("showcase", "{showcase}"),
    # Accounts
    Scene("sign-in", "account/sign-in"),
    Scene("sign-in-wrong", "account/sign-in", act=_wrong_password),
    Scene("register", "account/register"),
    Scene("register-wrong", "account/register", act=_send_empty),
    Scene("account", "account/", who="sanad"),
    # Exhibitors; the first before its organisation has ever held a booth
    Scene("stand-empty", "my/forum/", who=HOLDER),
    Scene("plan", "forum/booths/{open}", who=HOLDER, before=hold, whole=False),
    Scene("plan-menu", "forum/", who="mersal", act=_menu, whole=False),
    Scene("held", "forum/booths/{held}", who=HOLDER, before=hold, whole=False),
    Scene("form", "my/forum/claims/{claim}", who=HOLDER, before=hold),
    Scene("form-wrong", "my/forum/claims/{claim}", who=HOLDER, before=hold, act=_send_form),
    Scene("taken", "forum/booths/{raced}", who=HOLDER, before=let_go, act=lose, whole=False, still=True),
    Scene("stand", "my/forum/", who="sanad"),
    Scene("stand-waiting", "my/forum/", who="muashir"),
    Scene("cancel", "my/forum/", who="mersal", act=_cancel),
    Scene("application", "my/forum/application", who="thiqa"),
    Scene("profile", "my/forum/profile", who="sanad"),
    Scene("organisations", "my/organisations", who="sanad"),
    Scene("showcases-mine", "my/forum/showcases", who="siyaj"),
    Scene("showcases-mine-empty", "my/forum/showcases", who="manara"),
    Scene("showcase-new", "my/forum/showcases/new", who="sanad"),
    # Staff
    Scene("staff", "staff/forum/", who="sales"),
    Scene("staff-applications", "staff/forum/applications", who="sales"),
    Scene("staff-application", "{application}", who="sales"),
    Scene("staff-claim", "{submitted}", who="sales"),
    Scene("staff-claims", "staff/forum/claims", who="sales"),
    Scene("staff-booths", "staff/forum/booths", who="sales"),
    Scene("staff-booth", "staff/forum/booths/{open}", who="sales"),
    Scene("staff-organisations", "staff/forum/organisations", who="sales"),
    Scene("staff-exports", "staff/forum/exports", who="sales"),
    Scene("staff-journal", "staff/forum/journal", who="viewer"),
    Scene("staff-settings", "staff/forum/settings", who="administrator"),
    Scene("staff-terms", "staff/forum/terms", who="administrator"),
    Scene("staff-roles", "staff/forum/roles", who="administrator"),
    Scene("staff-mail", "staff/forum/mail", who="administrator"),
    Scene("staff-showcases", "staff/forum/showcases", who="programme"),
    Scene("timetable", "staff/forum/timetable", who="programme"),
    Scene("places", "staff/forum/places", who="programme"),
    Scene("seating", "staff/forum/seats", who="programme"),
    Scene("doors", "staff/forum/door", who="door"),
    Scene("pauses", "staff/forum/pauses", who="programme", act=_set_prayers),
    # Plans
    Scene("halls", "staff/forum/layouts", who="layout"),
    Scene("rules", "staff/forum/layouts/rules", who="layout"),
    Scene("take", "staff/forum/layouts/a/download", who="layout"),
    Scene("editor-aisles", "{touching}?layer=aisles", who="layout", whole=False),
    Scene("editor-ways", "{touching}?layer=ways", who="layout", whole=False),
    Scene("editor", "{broken}", who="layout", act=_choose("A-102"), whole=False),
    Scene("compare", "{touching}/compare", who="layout"),
    Scene("publish", "{touching}/publish", who="layout"),
    Scene("publish-blocked", "{broken}/publish", who="layout"),
    # What goes wrong, and what is not there yet
    Scene("not-found", "forum/no-such-page", status=404),
    Scene("forbidden", "staff/forum/settings", who="viewer", status=403),
    Scene("empty-map", EMPTY + "/"),
    Scene("empty-programme", EMPTY + "/programme"),
    Scene("empty-exhibitors", EMPTY + "/exhibitors"),
    Scene("empty-staff", f"staff/{EMPTY}/", who="administrator"),
    Scene("empty-halls", f"staff/{EMPTY}/layouts", who="administrator"),
    Scene("mail", "account/mail", whole=False),
)
