"""Result slips: what a learner hands in, read back and marked again by the same rules. Knows the library.

A slip is a small JSON file (`schema/slip.json`) or the text that `elements/outreach-slip.js` makes of it:

```
OUTREACH1.<module>.<test>.<form>.<seed>.<language>.<day>.<name>+<item>.<revision>[-<sure>].<response>…+…+<checksum>
```
How words and the checksum are written, `chat.py` says. A response is a list of ids, `part$target` for each part, or one
`%…` for words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from outreach import chat
from outreach.faults import OutreachError
from outreach.library import Library
from outreach.marking import Outcome, Response, mark
from outreach.records import Record

HEAD = "OUTREACH1"
_WHAT = "result slip"
Plain = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=64)]


class SlipAnswer(Record):
    """The first try of one question: the response, how the browser marked it, how sure the learner was (1 to 3)."""

    item: Plain
    revision: Annotated[int, Field(ge=1)]
    response: list[str] | dict[str, str] | str
    outcome: Literal["right", "partly", "wrong"] | None = None
    sure: Annotated[int, Field(ge=1, le=3)] | None = None


class Slip(Record):
    """A test as it was handed in. `day` is the learner's own (YYYY-MM-DD), `name` what they chose to be called."""

    schema_: Annotated[Literal["outreach-slip-1"], Field(alias="schema")] = "outreach-slip-1"
    module: Plain
    test: Literal["before", "after"]
    form: Literal["A", "B"]
    seed: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    language: Plain
    day: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    name: Annotated[str, StringConstraints(max_length=20)] = ""
    answers: Annotated[tuple[SlipAnswer, ...], Field(max_length=200)]


@dataclass(frozen=True)
class Marked:
    """One answer of a slip, marked again. `note` says why it could not be, or what has changed since; "" otherwise."""

    item: str
    objective: str
    outcome: Outcome | None
    share: float
    sure: int | None
    note: str = ""


def read(text: str) -> Slip:
    """A slip from its JSON or from its text, as it comes out of a chat: broken lines and full-width letters are taken.

    Raises OutreachError for what is no slip, is cut off, or was changed on its way.
    """
    found = chat.data(text, _WHAT)
    return of(found) if found is not None else _unpacked(next(chat.opened(text, HEAD, _WHAT)))


def of(data: Mapping[str, Any]) -> Slip:
    """A slip from data, as `widget.answer` or a JSON file holds it. Raises OutreachError for what is no slip."""
    return chat.record(Slip, data, _WHAT)


def schema() -> dict[str, Any]:
    """The JSON Schema of a slip's file (JSON Schema 2020-12)."""
    return Slip.model_json_schema()


def again(library: Library, slip: Slip) -> tuple[Marked, ...]:
    """Every answer of the slip, marked by today's content: in its own language, if the words matter."""
    return tuple(_again(library, answer) for answer in slip.answers)


def _again(library: Library, answer: SlipAnswer) -> Marked:
    item = library.questions.get(answer.item)
    if item is None:
        return Marked(answer.item, "", None, 0.0, answer.sure, "this question is not in the content")
    if item.revision != answer.revision:
        note = f"the question has changed since (revision {answer.revision}, now {item.revision})"
        return Marked(answer.item, item.objective, None, 0.0, answer.sure, note)
    response: Response = answer.response
    try:
        found = mark(item, response, library.sequences)
    except ValueError as error:
        return Marked(answer.item, item.objective, None, 0.0, answer.sure, str(error))
    differs = answer.outcome is not None and answer.outcome != found.outcome
    note = f"the slip says {answer.outcome}" if differs else ""
    return Marked(answer.item, item.objective, found.outcome, found.share, answer.sure, note)


# --- the text --------------------------------------------------------------------------------------------------


def pack(slip: Slip) -> str:
    """The slip as text; the same as the browser makes it."""
    head = (slip.module, slip.test, slip.form.lower(), slip.seed, slip.language, slip.day.replace("-", ""), slip.name)
    lines = [".".join((HEAD, *map(chat.word, head)))]
    for answer in slip.answers:
        version = f"{answer.revision}-{answer.sure}" if answer.sure else f"{answer.revision}"
        lines.append(".".join((chat.word(answer.item), version, *_parts(answer.response))))
    return chat.sealed(lines)


def _parts(response: list[str] | dict[str, str] | str) -> list[str]:
    if isinstance(response, str):
        return [chat.coded(response)]
    if isinstance(response, dict):
        return [f"{chat.word(part)}${chat.word(target)}" for part, target in response.items()]
    return [chat.word(one) for one in response]


def _unpacked(lines: list[str]) -> Slip:
    try:
        head, *rest = lines
        _, module, test, form, seed, language, day, name = map(chat.unword, head.split("."))
        answers = []
        for line in rest:
            item, version, *parts = line.split(".")
            revision, _, sure = version.partition("-")
            answers.append(
                {
                    "item": chat.unword(item),
                    "revision": int(revision),
                    "response": _response(parts),
                    **({"sure": int(sure)} if sure else {}),
                }
            )
    except ValueError as error:
        raise OutreachError("the slip's text is not of a kind that is known here; ask for the file") from error
    return of(
        {
            "module": module,
            "test": test,
            "form": form.upper(),
            "seed": seed,
            "language": language,
            "day": f"{day[:4]}-{day[4:6]}-{day[6:]}",
            "name": name,
            "answers": answers,
        }
    )


def _response(parts: list[str]) -> list[str] | dict[str, str] | str:
    if any("$" in part for part in parts):
        pairs = (part.split("$") for part in parts)
        return {chat.unword(part): chat.unword(target) for part, target in pairs}
    if len(parts) == 1 and parts[0].startswith("%"):
        return chat.unword(parts[0])
    return [chat.unword(part) for part in parts]
