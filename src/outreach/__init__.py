"""Turns a public-health guideline and a shared content package into training modules, checklists and a site.

What notebooks and trainers use stands in `door.py` and is fetched when it is first asked for: `import outreach` alone
costs nothing, so that a command that only reads content does not wait for pandas and kernels.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from outreach.door import (
        ContentError,
        ElementWidget,
        Library,
        LivePage,
        Observation,
        OutreachError,
        Published,
        RoomResults,
        Slip,
        Tally,
        activity,
        breathe,
        checklist_table,
        form_table,
        live_page,
        load,
        module_map,
        observation_table,
        outcome,
        publish,
        publish_sheets,
        question,
        question_table,
        race,
        race_table,
        read_observations,
        read_results,
        read_slip,
        read_tally,
        scenario,
        sheet_desk,
        sitting,
        slip_table,
        vote,
        vote_table,
        walk,
    )

__all__ = [
    "ContentError",
    "ElementWidget",
    "Library",
    "LivePage",
    "Observation",
    "OutreachError",
    "Published",
    "RoomResults",
    "Slip",
    "Tally",
    "activity",
    "breathe",
    "checklist_table",
    "form_table",
    "live_page",
    "load",
    "module_map",
    "observation_table",
    "outcome",
    "publish",
    "publish_sheets",
    "question",
    "question_table",
    "race",
    "race_table",
    "read_observations",
    "read_results",
    "read_slip",
    "read_tally",
    "scenario",
    "sheet_desk",
    "sitting",
    "slip_table",
    "vote",
    "vote_table",
    "walk",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("outreach.door"), name)
    raise AttributeError(f"module 'outreach' has no attribute '{name}'; it has {', '.join(__all__)}")
