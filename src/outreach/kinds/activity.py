"""An activity → the block that is done on a page. One function a type, one line in the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from outreach.kinds import helpline
from outreach.library import Library
from outreach.markup import inline
from outreach.page import (
    Breath,
    BreathPhase,
    Check,
    Lead,
    Mix,
    MixTask,
    Noticed,
    NoticedGroup,
    Pointer,
    Practice,
    Reflect,
    Walk,
    WalkStep,
)
from outreach.records import Activity, Breathing, CheckIn, Dilution, Reflection, WalkThrough

MILLIGRAMS_PER_PERCENT = 10_000
"""One percent (weight by volume) is 10 g, 10 000 mg, in a litre."""


def block(library: Library, activity: Activity) -> Practice:
    """The activity in one language."""
    return _BLOCKS[type(activity)](library, activity)


def stock(target: float, total: float, strength: float) -> float:
    """How much stock to take, in ml: `target` in mg/L, `total` in ml, `strength` of the stock in percent.

    Raises ValueError for what cannot be mixed: nothing, less than nothing, or thicker than the stock itself.
    """
    if min(target, total, strength) <= 0:
        raise ValueError("target, total and strength must all be above 0")
    needed = target * total / (strength * MILLIGRAMS_PER_PERCENT)
    if needed > total:
        raise ValueError("the stock is thinner than the target")
    return needed


def _lead(activity: Activity) -> Lead:
    return Lead(activity.title, inline(activity.intro), inline(activity.caution), inline(activity.close))


def _breath(_library: Library, activity: Breathing) -> Breath:
    phases = tuple(BreathPhase(phase.id, phase.text, phase.seconds) for phase in activity.phases)
    return Breath(activity.id, _lead(activity), phases, activity.minutes)


def _walk(_library: Library, activity: WalkThrough) -> Walk:
    steps = tuple(WalkStep(step.id, inline(step.text), inline(step.hint)) for step in activity.steps)
    return Walk(activity.id, _lead(activity), steps)


def _check(library: Library, activity: CheckIn) -> Check:
    groups = tuple(
        NoticedGroup(group.id, group.title, tuple(Noticed(sign.id, inline(sign.text)) for sign in group.signs))
        for group in activity.groups
    )
    plans = tuple(Noticed(plan.id, inline(plan.text)) for plan in activity.plans)
    return Check(activity.id, _lead(activity), groups, plans, helpline.lines(library, activity.helplines))


def _mix(_library: Library, activity: Dilution) -> Mix:
    return Mix(
        id=activity.id,
        lead=_lead(activity),
        target=activity.target,
        limit=activity.limit,
        over_limit=inline(activity.over_limit),
        strengths=activity.strengths,
        totals=activity.totals,
        table=tuple(
            tuple(stock(activity.target, total, strength) for total in activity.totals)
            for strength in activity.strengths
        ),
        tasks=tuple(
            MixTask(
                task.id, inline(task.text), task.strength, task.total, stock(activity.target, task.total, task.strength)
            )
            for task in activity.tasks
        ),
    )


def _reflect(_library: Library, activity: Reflection) -> Reflect:
    pointers = tuple(Pointer(pointer.id, inline(pointer.text), inline(pointer.hint)) for pointer in activity.pointers)
    return Reflect(activity.id, _lead(activity), inline(activity.prompt), pointers)


_BLOCKS: dict[type[Activity], Callable[[Library, Any], Practice]] = {
    Breathing: _breath,
    WalkThrough: _walk,
    CheckIn: _check,
    Dilution: _mix,
    Reflection: _reflect,
}
