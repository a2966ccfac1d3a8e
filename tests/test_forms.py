"""Parallel forms: drawn by objective and difficulty, the same for the same seed, no item twice."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.faults import OutreachError
from outreach.forms import SIZE, draw
from outreach.reading import load_all

LIBRARIES = load_all()
LIBRARY = LIBRARIES["zh"]
MODULES = st.sampled_from(list(LIBRARY.modules))
HARDNESS = {"basic": 0, "apply": 1, "judge": 2}


@settings(max_examples=150, deadline=None)
@given(MODULES, st.text(max_size=12), st.integers(1, 16))
def test_two_forms_are_parallel(module: str, seed: str, size: int) -> None:
    drawn = draw(LIBRARY, module, seed, size)
    a, b = ([LIBRARY.questions[name] for name in form] for form in (drawn.a, drawn.b))
    assert len(set(drawn.a + drawn.b)) == len(drawn.a) + len(drawn.b)
    assert [item.objective for item in a] == [item.objective for item in b]
    assert {item.objective for item in a} == {objective.id for objective in LIBRARY.modules[module].objectives}
    assert len(a) == max(size, len(LIBRARY.modules[module].objectives))
    hard_a, hard_b = (sum(HARDNESS[item.difficulty] for item in form) for form in (a, b))
    assert abs(hard_a - hard_b) <= 2
    assert all(LIBRARY.module_of(item.id) == module for item in (*a, *b))


@given(MODULES, st.text(max_size=12))
@settings(max_examples=30, deadline=None)
def test_the_same_seed_draws_the_same_forms_in_every_language(module: str, seed: str) -> None:
    assert draw(LIBRARY, module, seed) == draw(LIBRARIES["en"], module, seed)


def test_the_same_seed_draws_the_same_forms_in_another_process() -> None:
    code = (
        "from outreach.forms import draw; from outreach.reading import load; print(draw(load(), 'ppe-protocol', 's'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == repr(draw(LIBRARY, "ppe-protocol", "s"))


def test_seeds_draw_different_forms() -> None:
    drawn = {draw(LIBRARY, "stress-relief", str(seed)).a for seed in range(40)}
    assert len(drawn) > 20


def test_safety_goes_first_where_there_is_room_for_more() -> None:
    drawn = draw(LIBRARY, "ppe-protocol", "s", SIZE)
    counts = Counter(LIBRARY.questions[name].objective for name in drawn.a)
    twice = {name for name, count in counts.items() if count == 2}
    assert twice
    critical = Counter(item.objective for item in LIBRARY.bank("ppe-protocol") if item.safety_critical)
    assert min(critical[name] for name in twice) >= 1


def test_a_form_can_be_narrowed_to_some_objectives() -> None:
    drawn = draw(LIBRARY, "ppe-protocol", "s", objectives=["take-off"])
    assert {LIBRARY.questions[name].objective for name in drawn.a + drawn.b} == {"take-off"}


def test_a_module_that_is_not_there() -> None:
    with pytest.raises(OutreachError, match="no module 'ppe'"):
        draw(LIBRARY, "ppe", "s")
