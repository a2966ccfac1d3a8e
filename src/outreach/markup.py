"""The declared markup of content: text → spans, body → nodes. Knows the page's blocks and no records.

What the markup is stands in `content/README.md`. Anything else that Markdown could do is refused, with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin

from outreach.page import Cite, Heading, Items, Link, Prose, Rich, Span, Table, Text, spans

LINK_KINDS = ("section", "module", "checklist", "clause")
POINTERS = ("clause", "procedure", "questions", "checklist", "picture", "activity", "scenario", "helplines")
BOXES = ("danger", "care", "differs", "now", "historical", "info")

_CITATION = re.compile(r"\[@([^\[\]]+)\]")
_ANCHOR = re.compile(r"^(?P<text>.*?)\s*\{#(?P<anchor>[a-z][a-z0-9-]*)\}$")
_DIRECTIVE = re.compile(r"^\{(?P<name>[a-z-]+)\}\s*(?P<argument>.*)$")
_WIDE = r"[　-鿿＀-￯‘-”…—]"
_WIDE_BREAK = re.compile(f"(?<={_WIDE})\n|\n(?={_WIDE})")


class MarkupError(Exception):
    """Markup that is not the declared one: `line` (from 1, in the text given) and a sentence with its remedy."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line


@dataclass(frozen=True)
class Directive:
    """A block between colons that points at other content (`ids`) or boxes some (`nodes`); `line` from 1."""

    name: str
    ids: tuple[str, ...]
    title: str
    nodes: tuple[Node, ...]
    line: int


Node = Heading | Prose | Items | Table | Directive


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table").use(colon_fence_plugin)


def inline(text: str) -> Rich:
    """One run of words as spans. Raises MarkupError (line 1) for markup outside the declared one."""
    tokens = _reader().parseInline(text)
    return _spans(tokens[0].children or [], 1)


@lru_cache(maxsize=256)
def body(text: str) -> tuple[Node, ...]:
    """A section's body as nodes, parsed once for all who ask.

    Raises MarkupError with the line of the first thing that is not understood.
    """
    return tuple(_nodes(_reader().parse(text), 0))


def cited(nodes: Sequence[Node]) -> Iterator[Span]:
    """Every span of the nodes in reading order, those inside boxes too."""
    for node in nodes:
        yield from cited(node.nodes) if isinstance(node, Directive) else spans(node)


def directives(nodes: Sequence[Node]) -> Iterator[Directive]:
    """Every block between colons in reading order, those inside boxes too."""
    for node in nodes:
        if isinstance(node, Directive):
            yield node
            yield from directives(node.nodes)


def _spans(tokens: Sequence[Token], line: int) -> Rich:
    spans: list[Span] = []
    strong = False
    target: str | None = None
    label = ""
    for token in tokens:
        match token.type:
            case "text" | "softbreak":
                content = "\n" if token.type == "softbreak" else token.content
                if target is None:
                    spans.append(Text(content, strong))
                else:
                    label += content
            case "strong_open" | "strong_close":
                strong = token.type == "strong_open"
            case "link_open":
                target, label = str(token.attrs["href"]), ""
            case "link_close":
                assert target is not None
                spans.append(Link(label, target))
                target = None
            case "code_inline" | "html_inline" | "em_open" | "image" | "hardbreak":
                what = {"em_open": "italics", "image": "a picture in a line", "hardbreak": "a forced line break"}
                raise MarkupError(
                    line,
                    f"has {what.get(token.type, token.type.split('_')[0])}, which content does not use; take it out",
                )
            case _:
                pass
    return tuple(_with_citations(_joined(spans), line))


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    """Neighbouring texts of one weight as one, line breaks between wide characters gone, others a space."""
    pending: Text | None = None
    for span in spans:
        if isinstance(span, Text) and pending is not None and span.strong == pending.strong:
            pending = Text(pending.text + span.text, span.strong)
            continue
        if pending is not None:
            yield _unbroken(pending)
        pending = span if isinstance(span, Text) else None
        if pending is None:
            yield span
    if pending is not None:
        yield _unbroken(pending)


def _unbroken(text: Text) -> Text:
    return Text(_WIDE_BREAK.sub("", text.text).replace("\n", " "), text.strong)


def _with_citations(spans: Iterator[Span], line: int) -> Iterator[Span]:
    for span in spans:
        if not isinstance(span, Text):
            yield span
            continue
        parts = _CITATION.split(span.text)
        for index, part in enumerate(parts):
            if index % 2:
                ids = tuple(identifier.strip() for identifier in part.split(";"))
                if not all(ids) or any(" " in identifier for identifier in ids):
                    raise MarkupError(line, f"has the citation '[@{part}]'; write ids between semicolons: '[@A; B]'")
                yield Cite(ids)
            else:
                # A citation stands close to its sentence: the space that English puts before it goes.
                words = part.rstrip(" ") if index + 1 < len(parts) else part
                if words:
                    yield Text(words, span.strong)


def _nodes(tokens: Sequence[Token], offset: int) -> Iterator[Node]:
    index = 0
    while index < len(tokens):
        token = tokens[index]
        line = (token.map[0] if token.map else 0) + 1 + offset
        end = _end(tokens, index)
        match token.type:
            case "heading_open":
                yield _heading(tokens[index + 1].content, int(token.tag[1]), line)
            case "paragraph_open":
                yield Prose(_spans(tokens[index + 1].children or [], line))
            case "bullet_list_open" | "ordered_list_open":
                yield Items(tuple(_items(tokens[index + 1 : end], offset)), ordered=token.type.startswith("ordered"))
            case "table_open":
                rows = list(_rows(tokens[index:end], offset))
                yield Table(rows[0], tuple(rows[1:]))
            case "colon_fence":
                yield _directive(token, line)
            case _:
                raise MarkupError(line, f"has '{token.type}', which content does not use; see content/README.md")
        index = end + 1


def _end(tokens: Sequence[Token], start: int) -> int:
    """The place of the token that closes the one at `start`."""
    if tokens[start].nesting != 1:
        return start
    depth = 0
    for index in range(start, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index
    raise AssertionError("markdown-it leaves no block open")


def _heading(content: str, level: int, line: int) -> Heading:
    found = _ANCHOR.match(content)
    if not found:
        raise MarkupError(line, f"heading '{content}' has no id; write '## {content} {{#some-id}}'")
    if level not in (2, 3):
        raise MarkupError(line, f"heading '{content}' has level {level}; use ## or ###")
    return Heading(found["text"], found["anchor"], level)


def _items(tokens: Sequence[Token], offset: int) -> Iterator[Rich]:
    for index, token in enumerate(tokens):
        if token.type != "list_item_open":
            continue
        inner = tokens[index + 1 : _end(tokens, index)]
        line = (token.map[0] if token.map else 0) + 1 + offset
        if [part.type for part in inner] != ["paragraph_open", "inline", "paragraph_close"]:
            raise MarkupError(line, "has a list item with more than one paragraph; split it into items")
        yield _spans(inner[1].children or [], line)


def _rows(tokens: Sequence[Token], offset: int) -> Iterator[tuple[Rich, ...]]:
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            line = (token.map[0] if token.map else 0) + 1 + offset
            row = tokens[index + 1 : _end(tokens, index)]
            yield tuple(_spans(cell.children or [], line) for cell in row if cell.type == "inline")


def _directive(token: Token, line: int) -> Directive:
    found = _DIRECTIVE.match(token.info.strip())
    name = found["name"] if found else ""
    if found is None or name not in POINTERS + BOXES:
        known = ", ".join(POINTERS + BOXES)
        raise MarkupError(line, f"has the block ':::{token.info.strip()}', which is not known; use one of {known}")
    argument = found["argument"].strip()
    if not argument:
        raise MarkupError(
            line, f"block '{name}' has no {'ids' if name in POINTERS else 'title'}; add it on its first line"
        )
    if name in POINTERS:
        if token.content.strip():
            raise MarkupError(line, f"block '{name}' has text inside; it takes ids only, on its first line")
        return Directive(name, tuple(argument.split()), "", (), line)
    return Directive(name, (), argument, tuple(_nodes(_reader().parse(token.content), line)), line)
