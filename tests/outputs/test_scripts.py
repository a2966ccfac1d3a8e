"""Scripts as they are delivered: without comments, and with every word that a reader sees."""

from __future__ import annotations

import re

import pytest

from outreach.outputs.scripts import ELEMENTS, LATER, NEEDS, address, minified, names, script
from outreach.site.book import HERE

SOURCES = sorted([*ELEMENTS.rglob("*.js"), *HERE.rglob("*.js")])


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_space_between_two_words_is_not_lost(path) -> None:
    """A template in a template, with a quotation mark in it, once made the minifier take words for code."""
    source = re.sub(r"^\s*//.*$", "", path.read_text("utf-8"), flags=re.M)
    assert minified(source).count("} ${") == source.count("} ${")
    assert "\n//" not in minified(source)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_template_with_spaces_stands_in_a_template(path) -> None:
    """There the minifier takes words for code too."""
    lines = path.read_text("utf-8").splitlines()
    assert [line for line in lines if re.search(r"\$\{[^}`]*`[^`]*[ ,:][^`]*`", line)] == []


def test_each_file_comes_after_what_it_builds_on() -> None:
    order = names()
    for tag, needed in NEEDS.items():
        assert all(order.index(part) < order.index(tag) for part in needed), tag


@pytest.mark.parametrize("name", LATER)
def test_what_comes_later_is_named_by_what_is_in_it(name: str) -> None:
    assert re.fullmatch(rf"{name}\.js\?v=[0-9a-f]{{8}}", address(name))
    assert script(name) == script(name)
