"""A YAML file as plain data that still knows its lines. Knows nothing of what the data mean.

Read by ruamel.yaml into its node tree, whose marks give the lines. By its Python parser: the C one reads
YAML 1.1, where `[gd-2022:4.7]` is a fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from outreach.faults import Fault

__all__ = ["MappingNode", "Node", "Origin", "SequenceNode", "entries", "line_of", "plain", "read"]

Location = tuple[str | int, ...]


@dataclass(frozen=True)
class Origin:
    """Where a record stands: its file (relative to the content folder) and its node, whose lines can be asked."""

    file: str
    node: Any
    offset: int = 0
    body: int = 0
    """For Markdown: the line on which the front matter ends; the text's first line is the next one."""

    def line(self, location: Location = ()) -> int:
        """The line (from 1) of `location`, a path of keys, places or ids; of the nearest part that exists."""
        node, line = self.node, line_of(self.node)
        for step in location:
            if (found := _part(node, step)) is None:
                break
            line, node = found
        return line + self.offset


def line_of(node: Any) -> int:
    """The line (from 1) on which a node begins."""
    return int(node.start_mark.line) + 1 if isinstance(node, Node) else 1


def entries(node: Any) -> list[tuple[str, Any]]:
    """The keys and nodes of a mapping."""
    return [(str(key.value), value) for key, value in node.value]


def _part(node: Any, step: str | int) -> tuple[int, Any] | None:
    """The line and the node of one part of a mapping or a list; a list's part also by its id."""
    if isinstance(node, MappingNode):
        return next(((line_of(key), value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, SequenceNode):
        for index, part in enumerate(node.value):
            if index == step or (isinstance(part, MappingNode) and ("id", step) in _scalars(part)):
                return line_of(part), part
    return None


def _scalars(node: MappingNode) -> list[tuple[str, str]]:
    return [(key.value, value.value) for key, value in node.value if isinstance(value, ScalarNode)]


def read(path: Path, name: str, text: str | None = None, offset: int = 0) -> tuple[Any, Fault | None]:
    """The file's node (None where it can't be read) and the fault that stopped the reading.

    `name` is how faults name the file; `text` is used in place of the file's own where given, `offset` lines into it.
    """
    try:
        source = path.read_text(encoding="utf-8") if text is None else text
        node = YAML(typ="safe", pure=True).compose(source)
    except UnicodeDecodeError as error:
        return None, Fault(name, 0, "", f"is not UTF-8 (byte {error.start}); save it as UTF-8")
    except OSError as error:
        return None, Fault(name, 0, "", f"cannot be read ({error.strerror}); check that it is there and readable")
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 + offset if error.problem_mark else 0
        begun = error.context_mark.line + 1 + offset if error.context_mark else line
        since = f" (it begins on line {begun})" if begun < line else ""
        text = f"is not YAML: {error.problem}{since}; check indentation, quotes and colons here"
        return None, Fault(name, line, "", text)
    except YAMLError as error:
        return None, Fault(name, 0, "", f"is not YAML: {str(error).splitlines()[0]}; check indentation and quotes")
    return node, _faulty_part(node, name, offset, set())


def _faulty_part(node: Any, name: str, offset: int, seen: set[int]) -> Fault | None:
    """The first key given twice or alias: the one loses words, the other lets a small file become a huge one."""
    if not isinstance(node, MappingNode | SequenceNode):
        return None
    if id(node) in seen:
        return Fault(
            name, line_of(node) + offset, "", "is used again by an alias (*name); write it out where it is meant"
        )
    seen.add(id(node))
    keys: set[str] = set()
    parts = node.value if isinstance(node, SequenceNode) else [value for _, value in node.value]
    if isinstance(node, MappingNode):
        for key, _ in node.value:
            if not isinstance(key, ScalarNode):
                return Fault(name, line_of(key) + offset, "", "has a key that is not a word; write 'key: value'")
            if key.value in keys:
                return Fault(name, line_of(key) + offset, key.value, "stands twice in one mapping; keep one of the two")
            keys.add(key.value)
    return next((fault for part in parts if (fault := _faulty_part(part, name, offset, seen))), None)


def plain(node: Any) -> Any:
    """The same data as plain dicts, tuples and scalars (words, whole numbers, numbers, yes/no, dates, None)."""
    if isinstance(node, MappingNode):
        return {key: plain(value) for key, value in entries(node)}
    if isinstance(node, SequenceNode):
        return tuple(plain(part) for part in node.value)
    return _scalar(str(node.tag).rpartition(":")[2], node.value)


def _scalar(kind: str, text: str) -> Any:
    try:
        match kind:
            case "int":
                return int(text)
            case "float":
                return float(text)
            case "bool":
                return text.lower() == "true"
            case "null":
                return None
            case "timestamp":
                return date.fromisoformat(text)
            case _:
                return text
    except ValueError:
        return text
