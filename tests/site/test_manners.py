"""How a page presents itself: its languages, its policy, what search engines read, and no word of another language."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

from outreach.outputs import schema_org
from outreach.outputs.policy import policy
from outreach.outputs.voice import tag
from tests.conftest import pages_of

pytestmark = pytest.mark.xdist_group("site")


class Read(HTMLParser):
    """What stands in a page that a policy would have to allow, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.styles: list[str] = []
        self.attributes: list[str] = []
        self.ids: list[str] = []
        self.words: list[str] = []
        self.within: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.attributes += [name for name in known if name == "style" or name.startswith("on")]
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag in ("script", "style"):
            kind = known.get("type") or ""
            self.within = ["data" if kind == "application/ld+json" else "file" if "src" in known else tag]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.within = []

    def handle_data(self, data: str) -> None:
        if self.within == ["script"]:
            self.inline.append(data)
        elif self.within == ["style"]:
            self.styles.append(data)
        elif not self.within:
            self.words.append(data)


def test_each_page_says_what_it_may_load_and_holds_to_it(site: Path) -> None:
    """The policy stands right behind the character set; scripts and styles are files, or are named by their hash."""
    paths = sorted(site.rglob("*.html"))
    assert len(paths) > 150
    for path in paths:
        text = path.read_text("utf-8")
        found = re.search(
            r'<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy" content="([^"]+)">', text
        )
        assert found, path
        said = found[1].replace("&#39;", "'").replace("&#x27;", "'")
        read = Read(text)
        assert read.attributes == [], path
        for name, parts in (("script-src", read.inline), ("style-src", read.styles)):
            for part in parts:
                digest = base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
                assert re.search(rf"{name} [^;]*'sha256-{re.escape(digest)}'", said), (path, name)
        assert "unsafe" not in said
        assert said.startswith("default-src 'none'")
        if path.parent.name != "single" and path.parent != site:
            assert said == policy()


def test_no_id_stands_twice_on_a_page(site: Path) -> None:
    for path in site.rglob("*.html"):
        ids = Read(path.read_text("utf-8")).ids
        assert len(ids) == len(set(ids)), (path, sorted({one for one in ids if ids.count(one) > 1}))


def test_each_page_names_itself_in_every_language(site: Path, libraries) -> None:
    for language in libraries:
        for path in pages_of(site, language):
            text = path.read_text("utf-8")
            assert f'<html lang="{tag(language)}"' in text, path
            found = dict(re.findall(r'<a href="([^"]+)" hreflang="([^"]+)" lang="[^"]+" data-language', text))
            assert set(found.values()) == {tag(one) for one in libraries if one != language}, path
            # An address in full is not known here, and half a one is none to a search engine.
            assert 'rel="alternate"' not in text, path
            described = re.search(r'<meta name="description" content="([^"]+)">', text)
            assert described, path
            assert len(described[1]) > 10, path


def test_no_english_of_the_machinery_stands_on_a_chinese_page(site: Path) -> None:
    """Sphinx's and the theme's own words: each would stand on many pages."""
    theirs = (
        "Link to this heading", "Permalink", "Table of Contents", "Next", "Previous", "Search", "Contents",
        "Back to top", "Copyright", "Made with", "Skip to content", "Toggle", "Navigation", "View this page",
    )  # fmt: skip
    for path in pages_of(site, "zh"):
        text = path.read_text("utf-8")
        words = {part.strip() for part in Read(text).words} | set(
            re.findall(r'(?:title|aria-label|alt)="([^"]*)"', text)
        )
        assert not words & set(theirs), path


def test_each_page_says_when_it_was_checked_and_where_the_sources_are(site: Path, libraries) -> None:
    for language, library in libraries.items():
        said = library.say("checked", date="").strip()
        for path in pages_of(site, language):
            foot = path.read_text("utf-8").partition('<footer class="o-footer">')[2]
            assert said in foot, path
            assert re.search(r'href="[^"]*sources\.html"', foot) or path.name == "sources.html", path


def data(site: Path, name: str) -> dict[str, object]:
    text = (site / name).read_text("utf-8")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert found, name
    read: dict[str, object] = json.loads(found[1])
    return read


def test_search_engines_read_lessons_tests_and_steps(site: Path, libraries) -> None:
    for language, library in libraries.items():
        lesson = data(site, f"{language}/modules/ppe-protocol/doffing.html")
        section = library.sections["ppe-protocol/doffing"]
        assert (lesson["@type"], lesson["name"], lesson["description"]) == (
            "LearningResource",
            section.title,
            section.goal,
        )
        assert lesson["timeRequired"] == f"PT{section.minutes}M"
        assert {part["@type"] for part in lesson["hasPart"]} == {"HowTo", "Quiz"}  # type: ignore[index,attr-defined]
        assert data(site, f"{language}/modules/ppe-protocol/test.html")["@type"] == "Quiz"
        course = data(site, f"{language}/modules/ppe-protocol/index.html")
        assert len(course["teaches"]) == len(library.modules["ppe-protocol"].objectives)  # type: ignore[arg-type]
        sheet = data(site, f"{language}/checklists/doffing.html")
        assert sheet["@type"] == ["LearningResource", "HowTo"]
        steps = [step["text"] for part in sheet["step"] for step in part["itemListElement"]]  # type: ignore[attr-defined]
        assert len(steps) == len(library.checklists["doffing"].items)
        assert {found["license"] for found in (lesson, course, sheet)} == {schema_org.LICENCE}


def test_the_zip_is_the_site_whole(site: Path) -> None:
    with zipfile.ZipFile(site.with_name(f"{site.name}.zip")) as packed:
        assert packed.testzip() is None
        names = {name.removeprefix(f"{site.name}/") for name in packed.namelist()}
        assert names == {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
        assert all(name.isascii() for name in names)
        assert packed.read(f"{site.name}/index.html") == (site / "index.html").read_bytes()


def test_each_module_is_one_file_that_loads_nothing(site: Path, libraries) -> None:
    for language, library in libraries.items():
        for module in library.modules:
            path = site / language / "single" / f"{module}-{language}.html"
            text = path.read_text("utf-8")
            assert path.stat().st_size <= 1024 * 1024
            assert not re.search(r'<(?:script|link|img)[^>]+(?:src|href)="(?!data:)[^"]+"', text)
            leaves = re.findall(r'<article[^>]* id="([^"]+)"', text)
            assert {*library.modules[module].sections, "index", "test"} <= set(leaves)
            # Nothing leads out of it but the web and the telephone.
            for href in re.findall(r'<a\b[^>]*href="([^"]+)"', text):
                assert href.startswith(("#", "https://", "http://", "tel:")), (path, href)
            page = (site / language / "modules" / module / "index.html").read_text("utf-8")
            assert f'href="../../single/{path.name}" download' in page
