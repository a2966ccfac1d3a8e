"""What the bench gives to the peers is the whole site: its headings are found, and none of its words is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.pages import Heading, block, read


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_begins_with_its_heading_and_sections_are_found(site: Path, language: str) -> None:
    content = read(site, language)
    for name, parts in content.pages.items():
        first = parts[0]
        assert isinstance(first, Heading), name
        assert (first.level, first.text != "") == (1, True), name
    headings = [part for parts in content.pages.values() for part in parts if isinstance(part, Heading)]
    assert len(headings) > 3 * len(content.pages)
    assert {"c-4-7", "path-community-volunteer"} <= {part.anchor for part in headings}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_stands_below_a_heading_is_one_block(site: Path, language: str) -> None:
    for parts in read(site, language).pages.values():
        for part in parts:
            if not isinstance(part, Heading):
                assert "\n\n" not in block(part)
                assert "headerlink" not in part
