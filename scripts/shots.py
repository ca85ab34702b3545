"""`make shots`: the real server on a fresh sample, its main pages as pictures, and what axe says of each.

Pictures go to `var/shots/` as page.language.width.theme.png. The command ends with 1 where axe finds something, a page
scrolls sideways (also at 320 px), answers with another status than it should, or a script complains; with 2 where
it cannot run at all.

    make shots SHOTS="--pages map,form --langs ar --widths 390 --themes dark"
    make shots SHOTS=--documents        # only the pictures of the README
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Error, Page, sync_playwright  # noqa: E402

from scripts.scenes import EMPTY, SCENES, Scene, World, prepare  # noqa: E402
from tests.kit.browser import FLAGS, HARMLESS, installed  # noqa: E402
from tests.kit.server import SECRET, serve  # noqa: E402

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HEIGHTS = {390: 844, 1440: 900}
NARROWEST = 320
DOCUMENTS = (("map", "ar", 1200, 750), ("staff", "en", 1200, 750))
"""The pictures of the README: page, language, size."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a page is looked at."""

    lang: str
    width: int
    theme: str

    def __str__(self) -> str:
        return f"{self.lang}.{self.width}.{self.theme}"

    @property
    def options(self) -> dict[str, Any]:
        """A browser for it."""
        size = {"width": self.width, "height": HEIGHTS.get(self.width, 900)}
        still = {"reduced_motion": "reduce", "has_touch": self.width < 720}
        return {"viewport": size, "color_scheme": self.theme, "locale": self.lang} | still


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that must not be: where, and what."""

    picture: str
    said: str


def main() -> int:
    """Take the pictures; gives the exit code."""
    asked = _arguments()
    chromium = installed()
    if chromium is None:
        print("No pictures: Chromium is not on this machine (on Debian, 'apt install chromium' brings it).")
        return 2
    if not AXE.exists():
        print("No pictures: axe-core is missing; 'make setup' brings it.")
        return 2
    started = time.monotonic()
    with _site() as (address, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        world = World(browser, address, password)
        prepare(world)
        if asked.documents:
            _documents(world)
            return 0
        counts, problems = _pictures(world, asked)
        browser.close()
    _table(counts, problems)
    print(f"{sum(counts.values())} pictures in {asked.out} ({time.monotonic() - started:.0f} s)")
    return 1 if problems else 0


def _arguments() -> argparse.Namespace:
    def names(text: str) -> list[str]:
        return [each for each in text.split(",") if each]

    known = [scene.name for scene in SCENES]
    parser = argparse.ArgumentParser(prog="make shots", description="Pictures of the main pages, checked by axe.")
    parser.add_argument("--pages", type=names, default=known, help=f"some of: {', '.join(known)}")
    parser.add_argument("--langs", type=names, default=["ar", "en"])
    parser.add_argument("--widths", type=lambda text: [int(each) for each in names(text)], default=list(HEIGHTS))
    parser.add_argument("--themes", type=names, default=["light", "dark"])
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "shots")
    parser.add_argument("--no-axe", action="store_true", help="pictures only")
    parser.add_argument("--documents", action="store_true", help="the pictures of the README, into docs/pictures")
    asked = parser.parse_args()
    if unknown := set(asked.pages) - set(known):
        parser.error(f"no such page: {', '.join(sorted(unknown))}")
    return asked


@contextmanager
def _site() -> Iterator[tuple[str, str]]:
    """The server and its worker on a database of their own; gives the address and the sample's password."""
    with tempfile.TemporaryDirectory(prefix="shots-") as folder:
        url = f"sqlite:///{folder}/booth.sqlite3"
        environment = os.environ | {"DATABASE_URL": url, "SECRET_KEY": SECRET, "BOOTH_LOG_LEVEL": "ERROR"}
        days = ["--first-day", "2027-05-02", "--last-day", "2027-05-04"]
        names = ["--name-ar", "معرض الربيع", "--name-en", "Spring Exhibition"]
        commands = [
            ["prepare", "--sample"],
            ["exhibition", "add", "--slug", EMPTY, *names, *days, "--administrator", "administrator@sample.example"],
        ]
        for command in commands:
            _flask(command, environment)
        accounts: list[dict[str, Any]] = json.loads(_flask(["sample", "accounts", "--format", "json"], environment))
        with serve(url, worker=True) as server:
            yield server.address, accounts[0]["password"]


def _flask(command: list[str], environment: dict[str, str]) -> str:
    whole = [sys.executable, "-m", "flask", "--app", "wsgi", *command]
    return subprocess.run(whole, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def _pictures(world: World, asked: argparse.Namespace) -> tuple[dict[str, int], list[Problem]]:
    asked.out.mkdir(parents=True, exist_ok=True)
    counts: dict[str, int] = defaultdict(int)
    problems: list[Problem] = []
    ways = [Way(*each) for each in product(asked.langs, asked.widths, asked.themes)]
    for scene in SCENES:
        if scene.name not in asked.pages:
            continue
        for way in ways:
            try:
                said = list(_picture(world, scene, way, asked))
            except Error as error:  # one page that fails must not hide what is wrong with the others
                said = [f"not taken: {error.message.splitlines()[0]}"]
            counts[scene.name] += 1
            problems += [Problem(f"{scene.name}.{way}", each) for each in said]
        print(f"  {scene.name}", flush=True)
    return counts, problems


def _picture(world: World, scene: Scene, way: Way, asked: argparse.Namespace) -> Iterator[str]:
    """Take one picture; gives what is wrong with the page."""
    with world.context(scene.who, **way.options) as context:
        said: list[str] = []
        page = context.new_page()
        page.on("pageerror", lambda error: said.append(f"script: {error}"))
        page.on(
            "console",
            lambda message: (
                said.append(f"console: {message.text}")
                if message.type == "error" and not message.text.startswith(HARMLESS)
                else None
            ),
        )
        _open(page, world, scene, way.lang, said)
        page.screenshot(path=asked.out / f"{scene.name}.{way}.png", full_page=scene.whole, animations="disabled")
        yield from said
        if not asked.no_axe:
            yield from _axe(page)
        yield from _sideways(page, way.width)
        if way.width < 720:
            page.set_viewport_size({"width": NARROWEST, "height": 640})
            yield from _sideways(page, NARROWEST)


def _open(page: Page, world: World, scene: Scene, lang: str, said: list[str]) -> None:
    """Bring a page to where its picture is taken."""
    if scene.before:
        scene.before(world)
    if scene.still:
        page.route("**/feed?*", lambda route: route.fulfill(content_type="text/event-stream", body=": quiet\n\n"))
    answer = page.goto(f"/{lang}/{scene.path.format(**world.places)}")
    if answer is None or answer.status != scene.status:
        said.append(f"answered {answer.status if answer else 'nothing'}, not {scene.status}")
    if scene.act:
        scene.act(page, world)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(400)


def _axe(page: Page) -> Iterator[str]:
    page.add_script_tag(path=AXE)
    ask = "tags => axe.run({ runOnly: tags, resultTypes: ['violations'] })"
    for each in page.evaluate(ask, TAGS)["violations"]:
        where = ", ".join(" ".join(node["target"]) for node in each["nodes"][:3] if isinstance(node["target"][0], str))
        yield f"axe {each['id']} ({each['impact']}, {len(each['nodes'])}): {where}"


def _sideways(page: Page, width: int) -> Iterator[str]:
    """What reaches beyond the screen, by name."""
    wider = """() => {
      const root = document.documentElement;
      if (root.scrollWidth <= root.clientWidth) return null;
      const over = [...document.querySelectorAll('body *')].filter((each) => {
        const box = each.getBoundingClientRect();
        return box.width && (box.right > root.clientWidth + 1 || box.left < -1);
      });
      const names = over.map((each) => each.tagName.toLowerCase() + (each.id ? '#' + each.id : '.' + each.className));
      return root.scrollWidth + ' px: ' + names.slice(0, 4).join(', ');
    }"""
    if found := page.evaluate(wider):
        yield f"scrolls sideways at {width}: {found}"


def _documents(world: World) -> None:
    """The pictures of the README, each as one screen shows it."""
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    scenes = {scene.name: scene for scene in SCENES}
    for name, lang, width, height in DOCUMENTS:
        scene = scenes[name]
        options: dict[str, Any] = Way(lang, width, "light").options
        options |= {"viewport": {"width": width, "height": height}}
        with world.context(scene.who, **options) as context:
            page = context.new_page()
            said: list[str] = []
            _open(page, world, scene, lang, said)
            page.screenshot(path=folder / f"{name}.{lang}.png", animations="disabled")
            print(
                f"docs/pictures/{name}.{lang}.png: {(folder / f'{name}.{lang}.png').stat().st_size // 1000} kB", *said
            )


def _table(counts: dict[str, int], problems: list[Problem]) -> None:
    """One line a page, then what is wrong, said once for all the pictures that show it."""
    wrong: dict[str, int] = defaultdict(int)
    where: dict[str, list[str]] = defaultdict(list)
    for each in problems:
        wrong[each.picture.split(".")[0]] += 1
        where[each.said].append(each.picture)
    print(f"\n{'page':24} {'pictures':>8} {'problems':>8}")
    for name, count in counts.items():
        print(f"{name:24} {count:8} {wrong[name] or '–':>8}")
    for said, pictures in where.items():
        more = f" and {len(pictures) - 4} more" if len(pictures) > 4 else ""
        print(f"\n{said}\n    {', '.join(pictures[:4])}{more}")
    print()


if __name__ == "__main__":
    sys.exit(main())
