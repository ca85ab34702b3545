"""S52: what is installed is what was reviewed: packages by version and hash, vendored files byte by byte."""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

LISTS = ("requirements.txt", "requirements-dev.txt", "scripts/uv.txt", "scripts/node.txt")
PINNED = re.compile(r"[a-z0-9][a-z0-9._-]*(\[[a-z0-9,-]+\])?==[0-9][^\s;]*( ; [^\\]+)?")
HASHED = re.compile(r"--hash=sha256:[0-9a-f]{64}")
VENDORED = {
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "hx-sse.js": "htmx.org/dist/ext/hx-sse.min.js",
    **{
        f"fonts/plex-{script}-{weight}.woff2": (
            f"@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-{script}-{weight}-normal.woff2"
        )
        for script in ("arabic", "latin")
        for weight in (400, 600)
    },
}
"""Where each third-party file that pages load comes from."""
OURS = "fonts.css"
"""Written by `scripts/vendor.mjs`, not copied."""


def requirements(name: str) -> list[str]:
    """The entries of a list, each on one line: package and hashes."""
    lines = [line.split("#")[0].rstrip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    return [" ".join(each.split()) for each in "\n".join(filter(None, lines)).replace("\\\n", " ").splitlines()]


@pytest.mark.parametrize("name", LISTS)
def test_S52_every_python_package_has_one_version_and_hashes(name):
    entries = requirements(name)

    assert entries
    for entry in entries:
        package, *hashes = entry.split(" --hash=")
        assert PINNED.fullmatch(package), f"{name}: {package}"
        assert hashes, f"{name}: {package} has no hash"
        assert all(HASHED.fullmatch(f"--hash={each}") for each in hashes), f"{name}: {package}"


def test_S52_the_tests_run_on_the_packages_that_are_shipped():
    shipped, tested = (
        dict(entry.split(" ")[0].split("==") for entry in requirements(name)) for name in ("requirements.txt", LISTS[1])
    )

    assert {package: tested.get(package) for package in shipped} == shipped


@pytest.mark.parametrize("place", ["scripts/setup.sh", "Dockerfile", ".ci/run", "Makefile", "compose.yaml"])
def test_S52_nothing_is_installed_past_the_lists(place):
    commands = (ROOT / place).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()

    for command in commands:
        if re.search(r"\bpip install\b", command):
            assert "--require-hashes" in command, f"{place}: {command.strip()}"
            assert re.search(r"-r \S+\.txt", command), f"{place}: {command.strip()}"
        if re.search(r"\bnpm (i|install|add|exec)\b|\bnpx\b|\bcurl\b|\bwget\b", command):
            pytest.fail(f"{place}: {command.strip()}")


def test_S52_every_package_of_the_pages_and_their_tools_has_one_version_and_a_hash():
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    packages = {where: each for where, each in lock.items() if where}

    assert len(packages) > 100
    for where, each in packages.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+\S*", each["version"]), where
        assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", each["integrity"]), where
        assert "resolved" not in each, f"{where} is bound to one place"
    direct = wanted["dependencies"] | wanted["devDependencies"]
    assert {name: lock[f"node_modules/{name}"]["version"] for name in direct} == direct


def test_S52_no_package_runs_anything_while_it_is_installed():
    assert "ignore-scripts=true" in (ROOT / ".npmrc").read_text(encoding="utf-8").split()


def test_S52_every_vendored_file_is_that_of_a_locked_package_byte_by_byte():
    vendor = ROOT / "static" / "vendor"
    installed = json.loads((ROOT / "node_modules" / ".package-lock.json").read_text(encoding="utf-8"))["packages"]
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]

    assert {path.relative_to(vendor).as_posix() for path in vendor.rglob("*") if path.is_file()} == {*VENDORED, OURS}
    for ours, theirs in VENDORED.items():
        package = "node_modules/" + "/".join(Path(theirs).parts[: 2 if theirs.startswith("@") else 1])
        assert installed[package]["integrity"] == locked[package]["integrity"]
        assert (vendor / ours).read_bytes() == (ROOT / "node_modules" / theirs).read_bytes(), ours
        assert "dev" not in locked[package], f"{package} is not in what is shipped"
