"""Tables of what was learned → the pages of a report, for the trainer or for whoever pays. Knows the waist, no output.

The trainer's page names people (by nickname) and items. The funder's has no row for a person, and no figure that
rests on fewer than five: a small group is left out, and where that would give it away by subtraction, the next one too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from outreach.library import Library
from outreach.markup import inline
from outreach.page import Block, Figure, Heading, Items, Note, Page, Prose, Rich, Table, Text, words
from outreach.records import Question, TrueFalse
from outreach.results import charts, items, learning
from outreach.results.answers import Batch
from outreach.results.charts import Bar, Pair
from outreach.results.entries import Report
from outreach.results.learning import EVERY
from outreach.results.telling import named, options, percent, printable, said, with_bounds, wrapped

Audience = Literal["trainer", "funder"]
SMALLEST = 5
"""People whom a figure for outsiders must rest on."""
ALPHA_AT = 30
"""Sittings below which Cronbach's alpha says too little to be printed."""
LISTED = 200
"""Lines of a list on the page; the rest stands in the tables beside it."""


def page(library: Library, module: str, batch: Batch, audience: Audience) -> Page:
    """The report on one module; `batch` holds its sittings alone."""
    aimed = learning.aims(library, module)
    gains = learning.gains(batch, aimed)
    if audience == "funder":
        gains = suppressed(gains)
    blocks = [*_summary(library, gains), *_objectives(library, module, gains), *_groups(library, gains)]
    if audience == "trainer":
        blocks += _safety(library, batch, aimed)
        blocks += _beliefs(library, batch)
        blocks += _surely(library, batch)
        for test, form in _forms(batch):
            blocks += _items(library, batch, test, form)
        blocks += _answers(library, batch)
        blocks += _reports(library, batch)
    blocks.append(Note("info", library.say("results-how"), (Items(_method(library, audience)),)))
    title = library.say("results-title", module=library.modules[module].title)
    return Page(
        f"file:results/{module}.html",
        library.language,
        title,
        tuple(blocks),
        facts=_facts(library, batch, gains),
        description=title,
        remark=inline(library.say("results-no-skill")),
    )


def _facts(library: Library, batch: Batch, gains: pd.DataFrame) -> tuple[str, ...]:
    days = sorted(str(day) for day in set(batch.sittings["day"]) if str(day))
    when = days[0] if len(set(days)) == 1 else f"{days[0]} – {days[-1]}" if days else ""
    whole = _whole(gains)
    counted = library.say("results-counts", before=_people(whole, "n_before"), after=_people(whole, "n_after"))
    return tuple(part for part in (when, counted) if part)


def _people(row: pd.Series | None, column: str) -> str:
    return "–" if row is None or row[column] < 0 else str(int(row[column]))


def _whole(gains: pd.DataFrame) -> pd.Series | None:
    found = gains[(gains["group"] == EVERY) & (gains["objective"] == EVERY)]
    return found.iloc[0] if len(found) else None


def _summary(library: Library, gains: pd.DataFrame) -> list[Block]:
    say, whole = library.say, _whole(gains)
    if whole is None or whole["n_before"] < 0:
        return [Prose(_text(say("results-too-few", count=SMALLEST)))]
    lines = []
    if whole["n_before"]:
        lines.append(say("results-before-was", share=percent(whole["before"])))
    if whole["n_after"]:
        lines.append(say("results-after-was", share=percent(whole["after"])))
    if whole["pairs"] and not np.isnan(whole["gain"]):
        bounds = {"low": percent(whole["gain_low"]), "high": percent(whole["gain_high"])}
        phrase = "results-gained" if not np.isnan(whole["gain_low"]) else "results-gained-few"
        lines.append(say(phrase, pairs=int(whole["pairs"]), gain=percent(whole["gain"]), **bounds))
    return [Prose((Text("".join(_spaced(library, lines)), strong=True),))]


def _spaced(library: Library, lines: Sequence[str]) -> Iterable[str]:
    """Sentences after each other; Chinese ones stand without a gap."""
    for place, line in enumerate(lines):
        yield line if not place or lines[place - 1].endswith("。") else f" {line}"


def _objectives(library: Library, module: str, gains: pd.DataFrame) -> list[Block]:
    say = library.say
    names = {one.id: words(inline(one.text)) for one in library.modules[module].objectives}
    rows = gains[(gains["group"] == EVERY) & (gains["n_before"] >= 0)]
    if rows.empty:
        return []
    labels = [names.get(name, say("results-all-items")) for name in rows["objective"]]
    chart = charts.before_and_after(
        [
            Pair(wrapped(label), row["before"], row["after"], row["n_before"], row["n_after"])
            for label, row in zip(labels, _records(rows), strict=True)
        ],
        say("results-before"),
        say("results-after"),
        say("results-percent"),
    )
    table = _gain_table(library, say("results-objective"), labels, rows)
    alternative = say("results-chart-objectives")
    return [Heading(say("results-objectives"), "objectives"), Figure(chart, alternative), table]


def _groups(library: Library, gains: pd.DataFrame) -> list[Block]:
    rows = gains[(gains["group"] != EVERY) & (gains["objective"] == EVERY)]
    if rows.empty or list(rows["group"]) == [""]:
        return []
    labels = [printable(str(name)) for name in rows["group"]]
    return [
        Heading(library.say("results-groups"), "groups"),
        _gain_table(library, library.say("results-group"), labels, rows),
    ]


def _gain_table(library: Library, first: str, labels: Sequence[str], rows: pd.DataFrame) -> Table:
    say = library.say
    header = (first, *(say(f"results-{name}") for name in ("n-before", "before", "n-after", "after", "pairs", "gain")))
    lines = []
    for label, row in zip(labels, _records(rows), strict=True):
        if row["n_before"] < 0:
            lines.append([label, *[say("results-fewer", count=SMALLEST)] * 6])
            continue
        lines.append(
            [
                label,
                str(row["n_before"]),
                percent(row["before"]),
                str(row["n_after"]),
                percent(row["after"]),
                str(row["pairs"]),
                with_bounds(row["gain"], row["gain_low"], row["gain_high"]),
            ]
        )
    return _table(header, lines)


def suppressed(gains: pd.DataFrame) -> pd.DataFrame:
    """The same without what rests on fewer than five people: their counts are −1 and their figures missing.

    Where one group alone would be missing, subtraction would give it away; the smallest of the others goes with it.
    """
    found = gains.copy()
    counts = found[["n_before", "n_after", "pairs"]]
    small = ((counts > 0) & (counts < SMALLEST)).any(axis=1) | (counts.max(axis=1) < SMALLEST)
    for objective in set(found["objective"]):
        whole = (found["objective"] == objective) & (found["group"] == EVERY)
        groups = (found["objective"] == objective) & (found["group"] != EVERY)
        if small[whole].any():
            small |= groups
        elif small[groups].sum() == 1:
            left = found[groups & ~small]
            if len(left):
                small[left[["n_before", "n_after"]].min(axis=1).idxmin()] = True
    # A group that is missing anywhere is missing everywhere: its objectives would add up to it.
    gone = set(found.loc[small & (found["group"] != EVERY), "group"])
    small |= found["group"].isin(gone)
    found.loc[small, ["n_before", "n_after", "pairs"]] = -1
    found.loc[small, ["before", "after", "gain", "gain_low", "gain_high"]] = np.nan
    return found


# --- for the trainer ---


def _safety(library: Library, batch: Batch, aimed: pd.DataFrame) -> list[Block]:
    """Who has to be taught again before duty, by name and item."""
    say = library.say
    found = learning.not_mastered(batch, aimed)
    after = int((batch.sittings["test"] == "after").sum())
    if not after:
        return []
    heading = Heading(say("results-safety"), "safety")
    if found.empty:
        return [heading, Prose(_text(say("results-safety-none")))]
    people = found.groupby(["group", "person"], observed=True, sort=True)
    lines = []
    for _, rows in people:
        first = _records(rows)[0]
        again = say("list-comma").join(named(library, name) for name in rows["item"])
        lines.append([printable(first["name"]) or say("results-nameless"), printable(first["group"]), again])
    told = say("results-safety-some", people=len(lines), of=after)
    header = [say(f"results-{name}") for name in ("name", "group", "again")]
    if not any(line[1] for line in lines):
        header, lines = [header[0], header[2]], [[line[0], line[2]] for line in lines]
    shown = lines[:LISTED]
    blocks: list[Block] = [heading, Prose((Text(told, strong=True),)), _table(header, shown)]
    if len(lines) > LISTED:
        blocks.append(Prose(_text(say("results-more", count=len(lines) - LISTED)), quiet=True))
    return blocks


def _beliefs(library: Library, batch: Batch) -> list[Block]:
    """The wrong answers that most still gave in the test after: what to teach again, and the reason to give."""
    say = library.say
    found = learning.chosen(batch, "after")
    found = found[found["outcome"].isin(("wrong", "partly")) & (found["count"] > 1)]
    found = found.sort_values(["share", "count"], ascending=False).head(8)
    if found.empty:
        return []
    lines = []
    for row in _records(found):
        item = library.questions[row["item"]]
        share = f"{percent(row['share'])} ({row['count']})"
        lines.append((named(library, item.id), said(library, item, row["response"]), share))
    header = tuple(say(f"results-{name}") for name in ("item", "believed", "share"))
    return [Heading(say("results-beliefs"), "beliefs"), _table(header, lines)]


def _surely(library: Library, batch: Batch) -> list[Block]:
    say = library.say
    found = learning.confidently_wrong(batch).head(10)
    if found.empty:
        return []
    lines = [
        (named(library, row["item"]), str(row["sure"]), str(row["wrong"]), percent(row["share"]))
        for row in _records(found.reset_index())
    ]
    header = tuple(say(f"results-{name}") for name in ("item", "sure", "sure-wrong", "share"))
    return [Heading(say("results-surely"), "surely"), Prose(_text(say("results-surely-why"))), _table(header, lines)]


def _forms(batch: Batch) -> list[tuple[str, str]]:
    found = batch.sittings[["test", "form"]].astype(str).drop_duplicates()
    return sorted(((row["test"], row["form"]) for row in _records(found)), key=lambda one: one[::-1])


def _items(library: Library, batch: Batch, test: str, form: str) -> list[Block]:
    say = library.say
    scores = learning.scores(batch, test, form)
    found = _records(items.item_table(scores).reset_index())
    title = say("results-items", test=say(f"results-{test}"), form=form)
    chart = charts.bars(
        [
            Bar(
                wrapped(named(library, row["item"])),
                row["facility"] / 100,
                row["facility_low"] / 100,
                row["facility_high"] / 100,
                row["n"],
            )
            for row in found
        ],
        say("results-facility-percent"),
        f"items-{test}-{form}",
    )
    lines = [
        (
            named(library, row["item"]),
            str(row["n"]),
            with_bounds(row["facility"] / 100, row["facility_low"] / 100, row["facility_high"] / 100),
            with_bounds(row["discrimination"] / 100, row["discrimination_low"] / 100, row["discrimination_high"] / 100),
            percent(row["efficiency"] / 100),
            say(f"results-label-{row['label']}") if row["label"] else "–",
        )
        for row in found
    ]
    header = tuple(say(f"results-{name}") for name in ("item", "n", "facility", "discrimination", "efficiency", "says"))
    blocks: list[Block] = [
        Heading(title, f"items-{test}-{form.lower()}"),
        Figure(chart, title),
        _table(header, lines),
        Prose(_text(_alpha(library, scores))),
    ]
    return blocks


def _alpha(library: Library, scores: pd.DataFrame) -> str:
    whole = scores.dropna()
    if len(whole) < ALPHA_AT:
        return library.say("results-alpha-few", count=len(whole), wanted=ALPHA_AT)
    found = items.alpha(scores)
    if np.isnan(found.estimate):
        return library.say("results-alpha-none")
    bounds = {"low": f"{found.low:.2f}", "high": f"{found.high:.2f}"}
    return library.say("results-alpha", alpha=f"{found.estimate:.2f}", count=len(whole), **bounds)


def _answers(library: Library, batch: Batch) -> list[Block]:
    """What was chosen, item by item: every option of a choice, also those that nobody chose."""
    say = library.say
    lines = []
    for test in ("before", "after"):
        found = learning.chosen(batch, test)
        for name in dict.fromkeys(found["item"]):
            item = library.questions[name]
            if not isinstance(item, Question | TrueFalse):
                continue
            counts = dict.fromkeys(options(item), 0)
            counts |= {row["response"]: row["count"] for row in _records(found[found["item"] == name])}
            total = sum(counts.values())
            place = (say(f"results-{test}"), named(library, name))
            for response, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
                right = say("results-right") if set(response.split("+")) == set(item.key) else ""
                share = f"{percent(count / total)} ({count})"
                lines.append((*place, said(library, item, response), right, share))
                place = ("", "")
    header = tuple(say(f"results-{name}") for name in ("test", "item", "answer", "key", "share"))
    return [Heading(say("results-answers"), "answers"), _table(header, lines[:LISTED])] if lines else []


def _reports(library: Library, batch: Batch) -> list[Block]:
    say = library.say
    used = batch.read - batch.refused
    lines = [_told(one) for one in batch.reports[:LISTED]]
    told = say("results-read", read=batch.read, used=used, refused=batch.refused)
    blocks: list[Block] = [Heading(say("results-handed-in"), "handed-in"), Prose(_text(told))]
    if lines:
        blocks.append(Items(tuple(_text(line) for line in lines)))
    if len(batch.reports) > LISTED:
        blocks.append(Prose(_text(say("results-more", count=len(batch.reports) - LISTED)), quiet=True))
    return blocks


def _told(one: Report) -> str:
    return printable(str(one))


def _method(library: Library, audience: Audience) -> tuple[Rich, ...]:
    names = ["results-how-gain", "results-how-interval"]
    names += ["results-how-moodle", "results-how-label"] if audience == "trainer" else ["results-how-small"]
    return tuple(_text(library.say(name, count=SMALLEST, wanted=items.LABEL_AT)) for name in names)


def _text(text: str) -> Rich:
    return (Text(text),)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    return Table(tuple(_text(name) for name in header), tuple(tuple(_text(cell) for cell in row) for row in rows))


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """A table's rows as mappings; categories are words there, counts whole numbers."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]
