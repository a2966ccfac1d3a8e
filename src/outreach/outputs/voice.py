"""What an output needs besides the page: the interface's own words, and where names lead."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Protocol

from outreach.page import Page, References, inside

_TAGS = {"zh": "zh-Hans"}


def tag(language: str) -> str:
    """How a language of the content is named in HTML (BCP 47)."""
    return _TAGS.get(language, language)


class Say(Protocol):
    """One of the interface's phrases in the page's language, its `{names}` filled in."""

    def __call__(self, phrase: str, /, **values: object) -> str: ...


def path_of(target: str) -> str:
    """Where the thing of that name stands on a language's site: `section:m/s` → `modules/m/s.html`."""
    kind, _, name = target.partition(":")
    match kind:
        case "module":
            return f"modules/{name}/index.html"
        case "section":
            return f"modules/{name}.html"
        case "test":
            return f"modules/{name}/test.html"
        case "observe":
            return f"observe/{name}.html"
        case "checklist":
            return f"checklists/{name}.html"
        case "checklists":
            return "checklists/index.html"
        case "guideline":
            edition, _, number = name.partition("/")
            return f"guideline/{edition}/section-{number}.html" if number else f"guideline/{edition}/index.html"
        case "clause":
            edition, number = name.split(":")
            return f"guideline/{edition}/section-{number.split('.')[0]}.html#c-{number.replace('.', '-')}"
        case "source":
            return f"sources.html#{name}"
        case "question":
            section, _, question = name.rpartition("/")
            return f"modules/{section}.html#q-{question}"
        case "scenario":
            section, _, scenario = name.rpartition("/")
            return f"modules/{section}.html#s-{scenario}"
        case "coverage" | "glossary" | "paths" | "learning":
            return f"{kind}.html"
        case "sources":
            return "sources.html"
        case "file":
            return name
        case _:
            raise ValueError(f"'{target}' is not the name of anything on the site")


def relative(page: str, without: Container[str] = ()) -> Callable[[str], str | None]:
    """How links are written on the page of that name: relative, so that the site works at any prefix and from disk.

    A link to a page that this edition is `without` is None: its words stand there without leading anywhere.
    """
    here = posixpath.dirname(path_of(page))

    def href(target: str) -> str | None:
        if target.startswith(("https://", "http://")):
            return target
        if target in without:
            return None
        path, _, anchor = path_of(target).partition("#")
        found = posixpath.relpath(path, here or ".")
        return f"{found}#{anchor}" if anchor else found

    return href


@dataclass(frozen=True)
class Voice:
    """The words and the addresses with which one page is written."""

    say: Say
    href: Callable[[str], str | None]
    numbers: dict[str, int]

    @classmethod
    def of(cls, page: Page, say: Say, href: Callable[[str], str | None] | None = None) -> Voice:
        entries = (entry for block in inside(page.blocks) if isinstance(block, References) for entry in block.entries)
        numbers = {entry.id: number for number, entry in enumerate(entries, 1)}
        return cls(say, href or relative(page.id), numbers)
