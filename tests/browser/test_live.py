"""What a trainer shows to a room, in a real JupyterLab on a projector: driven by keys alone, read in Python."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Locator, Page, expect

from outreach.marking import broken_rules, ordered
from tests.browser import test_jupyterlab
from tests.browser.answering import tab_to
from tests.browser.test_jupyterlab import run_again, run_all

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("lab")]
lab = test_jupyterlab.lab

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
LEAST = 28
"""CSS pixels that the back row can read, in a window 1280 wide."""
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
Opened = Callable[..., Page]


@pytest.fixture
def opened(lab: tuple[str, Path], browser: Browser) -> Iterator[Opened]:
    """A notebook of these cells, run; at the end no request has left the machine and nothing was complained of."""
    address, home = lab
    contexts, asked, complaints = [], [], []

    def open_one(name: str, *cells: str, **settings: str) -> Page:
        source = ["import json\nimport outreach", *cells]
        notebook = new_notebook(cells=[new_code_cell(cell) for cell in source], metadata={"kernelspec": KERNEL})
        nbformat.write(notebook, home / "notebooks" / f"{name}.ipynb")
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 1600}, **settings))
        page = contexts[-1].new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        run_all(page, address, f"{name}.ipynb")
        page.locator(".jp-OutputArea outreach-presenter").first.wait_for(timeout=120_000)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert [url for url in asked if url.startswith("http") and not url.startswith(address)] == []
    assert complaints == []


def into(page: Page, shown: str) -> Locator:
    """One click into what is on the screen, as the trainer makes before the keys; the focus is then its own."""
    host = page.locator(f"outreach-presenter:has({shown})").first
    host.scroll_into_view_if_needed()
    host.click(position={"x": 4, "y": 4})
    assert page.evaluate("document.activeElement.localName") == "outreach-presenter"
    return host


def typed(page: Page, *values: str) -> None:
    for value in values:
        page.keyboard.type(value)
        page.keyboard.press("Enter")


def printed(page: Page, source: str, settled: Callable[[Any], bool]) -> Any:
    """What a cell prints (JSON), run again until it has settled: what was typed may still be on its way to Python."""
    for _ in range(6):
        found = json.loads(run_again(page, source))
        if settled(found):
            break
        page.wait_for_timeout(1000)
    return found


def accessible(page: Page) -> None:
    results = Axe().run(page, context="outreach-presenter")
    assert results.violations_count == 0, results.generate_report()


def sizes(page: Page, selector: str) -> list[float]:
    return page.locator(selector).evaluate_all(
        "(all) => all.filter((one) => one.offsetParent).map((one) => parseFloat(getComputedStyle(one).fontSize))"
    )


@LANGUAGES
def test_a_vote_a_talk_a_second_vote_and_the_answer(opened: Opened, libraries, language: str) -> None:
    library = libraries[language]
    question = library.questions["pp13"]
    page = opened(
        f"vote-{language}",
        f"vote = outreach.vote('pp13', language={language!r})\nvote",
        "print(json.dumps([vote.counts, vote.round, vote.revealed]))",
        "print(outreach.vote_table(vote).round(2).to_csv())",
    )
    vote = into(page, "#vote-pp13")
    tab_to(page, ".o-hands input")
    # Full-width digits, a slip of the hand, + and -, down and up again.
    typed(page, "9", "３", "1x4", "5")
    assert page.evaluate("document.activeElement.dataset.do") == "reveal"
    page.keyboard.press("Shift+Tab")
    for key in ("-", "-", "+"):
        page.keyboard.press(key)
    shares = vote.locator(".o-bar:not([hidden]) .o-share")
    assert shares.all_inner_texts() == [
        library.say("vote-share", count=count, share=share) for count, share in ((9, 30), (3, 10), (14, 47), (4, 13))
    ]
    page.wait_for_function("document.getAnimations().length === 0")
    lengths = vote.locator(".o-bar:not([hidden]) .o-fill").evaluate_all("(all) => all.map((one) => one.offsetWidth)")
    assert lengths[2] > lengths[0] > lengths[3] > lengths[1] > 0
    expect(vote.locator(".o-result")).to_have_text(library.say("vote-sum", count=30))
    for selector in (".o-stem strong", ".o-choice", ".o-letter", ".o-share", ".o-hands input"):
        assert min(sizes(page, f"#vote-pp13 {selector}")) >= LEAST, selector
    # Nothing on the screen tells the answer yet, nor does what a screen reader is told.
    before = vote.inner_text() + vote.aria_snapshot()
    assert not any(option.feedback[:8] in before for option in question.options)
    assert "✓" not in before
    assert "✕" not in before
    assert vote.locator("[data-mark]").count() == 0
    assert len(set(vote.locator(".o-fill").evaluate_all("(all) => all.map((o) => getComputedStyle(o).color)"))) == 1
    accessible(page)
    first = {option.id: count for option, count in zip(question.options, (9, 3, 14, 4), strict=True)}
    wanted = [[first], 1, False]
    assert printed(page, "print(json.dumps([vote", wanted.__eq__) == wanted
    into(page, "#vote-pp13")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.matches('.o-hands input')"), (
        "the second vote begins in the first field"
    )
    typed(page, "2", "0", "27", "1")
    rows = vote.locator(".o-ballot > li")
    change = library.say("vote-change", points="+43")
    share = library.say("vote-share", count=27, share=90)
    assert rows.nth(2).locator(".o-share").all_inner_texts() == [
        f"{library.say('vote-first')} {library.say('vote-share', count=14, share=47)}",
        f"{library.say('vote-second')} {library.say('vote-changed', share=share, change=change)}",
    ]
    page.keyboard.press("r")
    for option, row in zip(question.options, rows.all(), strict=True):
        expect(row).to_have_attribute("data-mark", "right" if option.right else "wrong")
        expect(row.locator(".o-told")).to_contain_text("✓" if option.right else "✕")
        expect(row.locator(".o-told")).to_contain_text(option.feedback)
    expect(vote.locator(".o-basis")).to_be_visible()
    assert min(sizes(page, "#vote-pp13 .o-told")) >= LEAST
    accessible(page)
    second = {option.id: count for option, count in zip(question.options, (2, 0, 27, 1), strict=True)}
    wanted = [[first, second], 2, True]
    assert printed(page, "print(json.dumps([vote", wanted.__eq__) == wanted
    table = run_again(page, "print(outreach.vote_table")
    assert ",14,0.47,27,0.9,0.43" in table
    # The same key covers the answer again; an input method that hides the key itself makes no difference.
    into(page, "#vote-pp13")
    hidden = """document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", {key: "Process", code: "KeyR", bubbles: true, cancelable: true}))"""
    page.evaluate(hidden)
    expect(vote.locator(".o-told").first).to_be_hidden()
    expect(vote.locator(".o-basis")).to_be_hidden()


def test_a_slip_of_the_hand_takes_no_count_away(opened: Opened) -> None:
    page = opened("slip", "vote = outreach.vote('pp52')\nvote", "print(json.dumps(vote.counts))")
    into(page, "#vote-pp52")
    field = tab_to(page, ".o-hands input")
    typed(page, "12")
    page.keyboard.press("Shift+Tab")
    for key in ("x", "q", "ArrowUp", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("不对")  # as an input method puts it in
    assert field.count() == 1
    expect(page.locator("#vote-pp52 .o-hands input").first).to_have_value("13")
    wanted = [{"true": 13, "false": 0}]
    assert printed(page, "print(json.dumps(vote.counts", wanted.__eq__) == wanted


def test_several_options_are_counted_by_the_people(opened: Opened, libraries) -> None:
    """Multiple choice; the same vote shown twice is one vote, and Python may set its counts."""
    library = libraries["zh"]
    page = opened(
        "several",
        "many = outreach.vote('pp27')\nmany",
        "many",
        "many.counts = many.counts",
        "print(json.dumps([many.counts, many.people]))",
        "picture = outreach.vote('pp45')\npicture",
    )
    options = library.questions["pp27"].options
    into(page, "#vote-pp27")
    tab_to(page, ".o-hands input")
    typed(page, "25", "7", "28", "9", "31", "30")
    vote, other = page.locator("#vote-pp27").first, page.locator("#vote-pp27").nth(1)
    expect(vote.locator(".o-result")).to_have_text(library.say("vote-too-many", letter="E"))
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    typed(page, "30")
    expect(vote.locator(".o-result")).to_have_text("")
    expect(vote.locator(".o-share").first).to_have_text(library.say("vote-share", count=25, share=83))
    assert other.locator("input").evaluate_all("(all) => all.map((one) => one.value)") == [
        "25", "7", "28", "9", "30", "30",
    ]  # fmt: skip
    wanted = [[{option.id: count for option, count in zip(options, (25, 7, 28, 9, 30), strict=True)}], [30]]
    assert printed(page, "print(json.dumps([many", wanted.__eq__) == wanted
    cell = page.locator(".jp-CodeCell", has_text="many.counts = many")
    source = f"many.counts = [{{**many.counts[0], {options[0].id!r}: 3}}]"
    cell.locator(".jp-InputArea-editor").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(source)
    page.keyboard.press("Control+Enter")
    expect(vote.locator("input").first).to_have_value("3", timeout=30_000)
    assert all(picture.is_visible() for picture in page.locator("#vote-pp45 .o-picture svg").all())
    accessible(page)


def orders(sequence) -> list[tuple[str, ...]]:
    """One order that is right, one through and through wrong, some that break a rule or two, one only warned of."""
    right = tuple(step.id for step in sequence.steps)
    dice = random.Random("race")
    found = [right, right[::-1], tuple(dice.sample(right, len(right)))]
    for place in (2, 3, 5, 6):
        swapped = list(right)
        swapped[place], swapped[place - 1] = swapped[place - 1], swapped[place]
        found.append(tuple(swapped))
    return found


@LANGUAGES
def test_a_race_is_marked_as_python_marks(opened: Opened, libraries, language: str) -> None:
    library = libraries[language]
    sequence = library.sequences["doffing"]
    called = orders(sequence)
    teams = [f"{number}" for number in range(1, len(called) + 1)]
    page = opened(
        f"race-{language}",
        f"race = outreach.race('pp38', teams={teams}, language={language!r})\nrace",
        "print(json.dumps([race.results, race.clock]))",
    )
    race = into(page, "#race-pp38")
    letters = dict(
        race.locator("li[data-step]").evaluate_all(
            "(all) => all.map((row) => [row.dataset.step, row.querySelector('.o-letter').textContent])"
        )
    )
    for selector in (".o-stem strong", ".o-choice", ".o-time", ".o-team", ".o-called input"):
        assert min(sizes(page, f"#race-pp38 {selector}")) >= LEAST, selector
    clock = race.locator(".o-time")
    page.keyboard.press("Space")
    expect(clock).to_have_text("0:02", timeout=10_000)
    tab_to(page, "[data-team] input")
    fields = race.locator("[data-team] input")
    good = "".join(letters[step] for step in called[0])
    told = race.locator(".o-result")
    for wrong, phrase, named in (
        (good[:-1], "race-missing", good[-1]), (good + "A", "race-twice", "A"), (good[:-1] + "X", "race-unknown", "X"),
    ):  # fmt: skip
        page.keyboard.press("ControlOrMeta+a")
        typed(page, wrong)
        expect(told).to_have_text(library.say(phrase, letters=named))
        expect(fields.first).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    # Full width, small letters, spaces and marks between them.
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in good)
    page.keyboard.insert_text(" ".join(wide))
    page.keyboard.press("Enter")
    for place, order in enumerate(called[1:], 1):
        expect(fields.nth(place)).to_be_focused()
        text = "".join(letters[step] for step in order)
        typed(page, ", ".join(text).lower() if place == 1 else text)
        if place == 2:  # nothing is marked before it is revealed
            assert race.locator("[data-mark]").count() == 0
            assert "✓" not in race.inner_text()
    expect(told).to_contain_text(library.say("race-all-in"))
    page.wait_for_timeout(1200)
    stopped = clock.inner_text()
    page.wait_for_timeout(1200)
    assert clock.inner_text() == stopped, "when all have called, the clock stands"
    accessible(page)
    page.keyboard.press("Enter")  # the focus is on the button that reveals
    source, settled = "print(json.dumps([race", lambda found: len(found[0]) == len(called) and not found[1]["since"]
    results, time = printed(page, source, settled)
    assert time["since"] == 0
    for row, order, found in zip(race.locator("li[data-team]").all(), called, results, strict=True):
        broken = broken_rules(sequence, order)
        assert found["order"] == list(order)
        assert found["outcome"] == ordered(sequence, order)
        assert found["broken"] == [rule.id for rule in broken]
        assert 0 < found["seconds"] <= time["elapsed"] + 0.1
        expect(row.locator(".o-verdict")).to_contain_text("✓" if found["outcome"] == "right" else "✕")
        items = row.locator(".o-broken > li").all()
        assert len(items) == len(broken)
        for item, rule in zip(items, broken, strict=True):
            expect(item).to_contain_text(rule.why)
            assert any(letters[step] in item.inner_text() for step in rule.before)
    assert {one["outcome"] for one in results} == {"right", "wrong"}
    expect(race.locator("li[data-team]").first.locator(".o-verdict")).to_contain_text(library.say("race-fastest"))
    accessible(page)


@LANGUAGES
def test_breathing_starts_and_stops_by_a_key(opened: Opened, libraries, language: str) -> None:
    library = libraries[language]
    phases = library.activities["calm-breathing"].phases
    page = opened(
        f"breathe-{language}",
        f"outreach.breathe('calm-breathing', minutes=2, language={language!r})",
        reduced_motion="no-preference",
    )
    host = into(page, "outreach-breathing")
    stage = host.locator(".o-stage")
    expect(stage).to_be_hidden()
    accessible(page)
    page.keyboard.press("Space")
    expect(stage).to_be_visible()
    expect(stage.locator(".o-phase")).to_contain_text(phases[0].text)
    expect(stage.locator(".o-left")).to_have_text(library.say("breathing-left", count=2))
    assert min(sizes(page, "outreach-breathing .o-phase")) >= 2 * LEAST
    assert stage.locator(".o-circle").evaluate("(one) => one.offsetWidth") >= 250
    expect(stage.locator(".o-phase")).to_contain_text(phases[1].text, timeout=10_000)
    accessible(page)
    page.keyboard.press("Space")
    expect(stage).to_be_hidden()
    page.keyboard.press("Space")
    expect(stage).to_be_visible()
    # Where movement is not wanted, the word and the count are there, and nothing moves.
    page.emulate_media(reduced_motion="reduce")
    moves = stage.locator(".o-circle").evaluate(
        "(one) => [getComputedStyle(one).transform, one.getAnimations().length]"
    )
    assert moves == ["none", 0]
    page.keyboard.press("Escape")
    expect(stage).to_be_hidden()


@LANGUAGES
def test_a_case_is_walked_by_letters_and_the_screen_is_filled(opened: Opened, libraries, language: str) -> None:
    library = libraries[language]
    page = opened(
        f"walk-{language}",
        f"case = outreach.walk('mixing', language={language!r})\ncase",
        "print(json.dumps(case.answer))",
    )
    host = into(page, "outreach-scenario")
    assert min(sizes(page, "outreach-scenario :is(.o-scene-text, .o-turn)")) >= LEAST
    accessible(page)
    page.keyboard.press("f")
    page.wait_for_function(
        "document.fullscreenElement && document.fullscreenElement.localName === 'outreach-presenter'"
    )
    scenes = {scene.id: scene for scene in library.scenarios["mixing"].scenes}
    here, way = library.scenarios["mixing"].scenes[0].id, []
    while here in scenes:
        place, best = next((n, c) for n, c in enumerate(scenes[here].choices) if c.points == 2)
        page.keyboard.press("abc"[place])
        expect(host.locator(f"#s-mixing-{here} [data-turn={best.id}] .o-told")).to_be_visible()
        page.keyboard.press("Space" if len(way) % 2 else "Enter")
        expect(host.locator(f"#s-mixing-{best.to}")).to_be_visible()
        way.append(best.id)
        here = best.to
    page.keyboard.press("f")
    page.wait_for_function("!document.fullscreenElement")
    accessible(page)
    answer = printed(page, "print(json.dumps(case", bool)
    assert (answer["response"], answer["outcome"]) == (way, "right")
