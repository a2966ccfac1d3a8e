"""An organisation's own changes to checklists: read from a small file, compared with the content. Knows no paper.

```yaml
- id: station
  hide: [masks-bins]
  add:
    - {id: keys, after: huddle, words: {zh: 钥匙交给值班负责人, en: Keys handed to the person in charge}}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from outreach import yamlfile
from outreach.faults import ContentError, Fault, OutreachError, meant
from outreach.library import Library
from outreach.naming import spoken
from outreach.records import Adaptation
from outreach.validation import said
from outreach.yamlfile import Location, MappingNode, Origin, SequenceNode

OWN_LIMIT = 80


def read(path: Path, library: Library, languages: tuple[str, ...]) -> Mapping[str, Adaptation]:
    """The changes in a file, by the checklist's id, with words in each of `languages`.

    Raises ContentError with every fault of the file, each with its line.
    """
    node, fault = yamlfile.read(path, path.name)
    if fault is not None:
        raise ContentError([fault])
    if not isinstance(node, SequenceNode):
        raise ContentError([Fault(path.name, 1, "", "is not a list of checklists; start each with '- id:'")])
    found: dict[str, Adaptation] = {}
    faults: list[Fault] = []
    for part in node.value:
        origin = Origin(path.name, part)
        if not isinstance(part, MappingNode):
            faults.append(Fault(path.name, yamlfile.line_of(part), "", "is no checklist; start it with '- id:'"))
            continue
        raw = yamlfile.plain(part)
        name = str(raw.get("id", ""))
        try:
            adaptation = Adaptation.model_validate(raw)
        except ValidationError as error:
            faults += said(error, origin, name, Adaptation)
            continue
        if name in found:
            faults.append(Fault(path.name, origin.line(), name, "stands twice; write all changes of a checklist once"))
        for location, text in _faults(adaptation, library, languages):
            faults.append(Fault(path.name, origin.line(location), name, text))
        found[name] = adaptation
    if faults:
        raise ContentError(faults)
    return found


def _faults(adaptation: Adaptation, library: Library, languages: tuple[str, ...]) -> Iterator[tuple[Location, str]]:
    checklist = library.checklists.get(adaptation.id)
    if checklist is None:
        remedy = meant(adaptation.id, library.checklists, f"choose one of {', '.join(library.checklists)}")
        yield ("id",), f"is no checklist; {remedy}"
        return
    items = [item.id for item in checklist.items if not item.historical]
    for place, name in enumerate(adaptation.hide):
        if name not in items:
            yield ("hide", place), f"hides '{name}', which is no item of it; {meant(name, items, ', '.join(items))}"
    if set(items) <= set(adaptation.hide):
        yield ("hide",), "hides every item; leave at least one, or do not print the checklist"
    seen = set()
    for place, own in enumerate(adaptation.add):
        if own.id in seen:
            yield ("add", place), f"adds '{own.id}' twice; give one of the two another id"
        seen.add(own.id)
        if own.after is not None and own.after not in items:
            yield (
                ("add", place, "after"),
                f"adds an item after '{own.after}'; {meant(own.after, items, ', '.join(items))}",
            )
        for language in languages:
            if language not in own.words:
                yield ("add", place, "words"), f"'{own.id}' has no words in '{language}'; add them under words"
        for language, text in own.words.items():
            try:
                spoken(text, f"'{own.id}' ({language})", OWN_LIMIT)
            except OutreachError as error:
                yield ("add", place, "words"), str(error)
