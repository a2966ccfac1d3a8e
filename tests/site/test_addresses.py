"""Addresses that last: what was published once is there, and a page that moved leads on."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from outreach.faults import OutreachError
from outreach.site import addresses, front
from tests.conftest import pages_of

pytestmark = pytest.mark.xdist_group("site")

LIST = Path(__file__).parent / "published.txt"
"""Every page with its headings' places that was ever published, below a language's folder. Lines are only added:
`python -m tests.site.test_addresses SITE` adds what is new."""
_ID = re.compile(r'<section id="([a-z][a-z0-9-]*)"|<(?:li|h[23]|span)[^>]* id="((?:c-|term-|step-)[a-z0-9-]+)"')


def places(site: Path) -> set[str]:
    """Each page of the base language, and each place on it that an author named."""
    found = set()
    for path in pages_of(site, "zh"):
        name = path.relative_to(site / "zh").as_posix()
        found.add(name)
        text = path.read_text("utf-8")
        found |= {f"{name}#{one or other}" for one, other in _ID.findall(text) if not re.match(r"id\d", one)}
    return found


def test_every_address_that_was_published_is_there(site: Path) -> None:
    published = LIST.read_text("utf-8").split()
    assert len(published) > 300
    lost = []
    for language in ("zh", "en"):
        ids: dict[str, set[str]] = {}
        for address in published:
            name, _, place = address.partition("#")
            path = site / language / name
            if name not in ids:
                ids[name] = set(re.findall(r'\sid="([^"]+)"', path.read_text("utf-8"))) if path.is_file() else set()
            if not path.is_file() or (place and place not in ids[name]):
                lost.append(f"{language}/{address}")
    assert lost == [], "a page that moves needs a line in book/moved.yaml, a place that goes stays as an id"


def test_every_address_of_today_is_on_the_list(site: Path) -> None:
    new = places(site) - set(LIST.read_text("utf-8").split())
    assert new == set(), "published for the first time: python -m tests.site.test_addresses SITE adds it to the list"


@pytest.fixture
def shell(tmp_path: Path) -> Path:
    """A site's folders with the pages that moves lead to."""
    for language in ("zh", "en"):
        (tmp_path / language / "checklists").mkdir(parents=True)
        (tmp_path / language / "checklists" / "masks.html").write_text("<!doctype html>", "utf-8")
    return tmp_path


def test_a_page_that_moved_leads_on(shell: Path, libraries) -> None:
    addresses.forward(shell, libraries, {"old/mask.html": "checklists/masks.html#fit"})
    for language in libraries:
        page = (shell / language / "old" / "mask.html").read_text("utf-8")
        assert 'content="2; url=../checklists/masks.html#fit"' in page
        assert '<a href="../checklists/masks.html#fit">' in page
        assert 'src="../../moved.js"' in page
    assert (shell / "moved.js").is_file()


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        ({"checklists/masks.html": "checklists/masks.html"}, "is the address of a page"),
        ({"mask.html": "nowhere.html"}, "where no page is"),
        ({"a.html": "b.html", "b.html": "checklists/masks.html"}, "name the page of today"),
    ],
)
def test_a_move_that_cannot_be_is_said(shell: Path, libraries, moved: dict[str, str], said: str) -> None:
    with pytest.raises(OutreachError, match=said):
        addresses.forward(shell, libraries, moved)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a.html: [b", r"moved\.yaml:\d+: not YAML"),
        ("- a.html", "a list of moves is wanted"),
        ("/etc/passwd: a.html", "is not an address below"),
        ("a.html: ../../b.html", "is not an address below"),
        ("a: b.html", "is not an address below"),
    ],
)
def test_a_list_of_moves_that_is_none_is_said(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "moved.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(OutreachError, match=said):
        addresses.moves(file)


def test_no_list_of_moves_is_no_move(tmp_path: Path) -> None:
    assert addresses.moves(tmp_path / "moved.yaml") == {}
    (tmp_path / "moved.yaml").write_text("# nothing has moved yet\n", "utf-8")
    assert addresses.moves(tmp_path / "moved.yaml") == {}


def test_a_published_site_has_a_map_and_one_without_address_has_none(shell: Path) -> None:
    addresses.write_map(shell, ("zh", "en"), "", {})
    assert not (shell / "sitemap.xml").exists()
    (shell / "zh" / "404.html").write_text("x", "utf-8")
    addresses.write_map(shell, ("zh", "en"), "https://training.example.org/kit", {})
    root = ET.fromstring((shell / "sitemap.xml").read_text("utf-8"))
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert [row.text for row in root.iter(f"{space}loc")] == [
        f"https://training.example.org/kit/{language}/checklists/masks.html" for language in ("zh", "en")
    ]
    assert all(len(row) == 3 for row in root)
    assert "Sitemap: https://training.example.org/kit/sitemap.xml" in (shell / "robots.txt").read_text("utf-8")


def test_the_page_for_what_is_not_there_knows_a_prefix(shell: Path, libraries) -> None:
    front.write(shell, libraries, "https://training.example.org/kit")
    assert 'href="/kit/zh/index.html"' in (shell / "404.html").read_text("utf-8")
    front.write(shell, libraries)
    assert 'href="/zh/index.html"' in (shell / "404.html").read_text("utf-8")


if __name__ == "__main__":
    import sys

    known = set(LIST.read_text("utf-8").split()) if LIST.is_file() else set()
    LIST.write_text("\n".join(sorted(known | places(Path(sys.argv[1])))) + "\n", "utf-8")
