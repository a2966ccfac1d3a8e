"""A YAML file as plain data that still knows its lines. Knows nothing of what the data mean."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from outreach.faults import Fault

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
        """The line (from 1) of `location`, a path of keys and places; of the nearest part that exists."""
        node, line = self.node, first_line(self.node)
        for wanted in location:
            step = wanted
            if isinstance(node, CommentedMap) and step in node:
                line = node.lc.key(step)[0]
            elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
                line = node.lc.item(step)[0]
            elif isinstance(node, CommentedSeq) and (place := _place_of(node, step)) is not None:
                line, step = node.lc.item(place)[0], place
            else:
                break
            node = node[step]
        return line + 1 + self.offset


def first_line(node: Any) -> int:
    """The line (from 0) on which a node begins."""
    return int(node.lc.line) if isinstance(node, CommentedMap | CommentedSeq) else 0


def _place_of(node: CommentedSeq, identifier: str | int) -> int | None:
    return next(
        (i for i, part in enumerate(node) if isinstance(part, CommentedMap) and part.get("id") == identifier), None
    )


def read(path: Path, name: str, text: str | None = None, offset: int = 0) -> tuple[Any, Fault | None]:
    """The file's data with lines (None where it can't be read) and the fault that stopped the reading.

    `name` is how faults name the file; `text` is used in place of the file's own where given.
    """
    try:
        source = path.read_text(encoding="utf-8") if text is None else text
        return YAML(typ="rt").load(source), None
    except UnicodeDecodeError as error:
        return None, Fault(name, 0, "", f"is not UTF-8 (byte {error.start}); save it as UTF-8")
    except OSError as error:
        return None, Fault(name, 0, "", f"cannot be read ({error.strerror}); check that it is there and readable")
    except DuplicateKeyError as error:
        line = error.problem_mark.line + 1 + offset if error.problem_mark else 0
        key = str(error.problem).split('"')[1] if '"' in str(error.problem) else "a key"
        return None, Fault(name, line, key, "stands twice in one mapping; keep one of the two")
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 + offset if error.problem_mark else 0
        return None, Fault(name, line, "", f"is not YAML: {error.problem}; check indentation, quotes and colons here")
    except YAMLError as error:
        return None, Fault(name, 0, "", f"is not YAML: {str(error).splitlines()[0]}; check indentation and quotes")


def plain(node: Any) -> Any:
    """The same data as plain dicts, tuples and scalars."""
    if isinstance(node, dict):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return tuple(plain(value) for value in node)
    if isinstance(node, bool) or node is None:
        return node
    for scalar in (int, float, str):
        if isinstance(node, scalar):
            return scalar(node)
    return node
