"""How a person answers a question: by keyboard alone, or by touch. Knows the cards and the content's keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect

from outreach.library import Library
from outreach.records import Item, Numeric, Ordering, ShortText, Sorting

LIMIT = 200


def right(library: Library, item: Item) -> list[str] | dict[str, str] | str:
    """A response that is right."""
    match item:
        case Ordering():
            return [step.id for step in library.sequences[item.sequence].steps]
        case Sorting():
            return dict(item.key)
        case Numeric():
            return {"value": f"{item.value:g}", "unit": item.units[0].id}
        case ShortText():
            return item.accepted[0].text
        case _:
            return sorted(item.key)  # type: ignore[attr-defined]


def wrong(library: Library, item: Item) -> list[str] | dict[str, str] | str:
    """A response that is wrong through and through."""
    match item:
        case Ordering():
            return list(reversed([step.id for step in library.sequences[item.sequence].steps]))
        case Sorting():
            targets = [target.id for target in item.targets]
            return {part: next(name for name in targets if name != to) for part, to in item.key.items()}
        case Numeric():
            return {"value": "987654", "unit": item.units[0].id}
        case ShortText():
            return "xyz"
        case _:
            known = ["true", "false"] if item.type == "true-false" else [option.id for option in item.options]  # type: ignore[attr-defined]
            return [next(name for name in known if name not in item.key)]  # type: ignore[attr-defined]


def tab_to(page: Page, selector: str) -> Locator:
    """Presses Tab until what is focused fits the selector, as somebody without a mouse would."""
    for _ in range(LIMIT):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return page.locator(":focus")
        page.keyboard.press("Tab")
    raise AssertionError(f"no way by keyboard to {selector}")


def by_keyboard(page: Page, card: str, response: list[str] | Mapping[str, str] | str) -> None:
    """Gives a response in the card (a selector) and asks whether it is right; no mouse, no script."""
    type_ = page.locator(card).get_attribute("data-type")
    if type_ == "order":
        for place, step in enumerate(response):
            row = f'{card} li[data-step="{step}"]'
            where = "(row) => [...row.parentElement.children].indexOf(row)"
            while page.locator(row).evaluate(where) > place:
                if not page.evaluate("(row) => document.activeElement.matches(`${row} [data-do=up]`)", row):
                    page.locator(card).locator("li").first.locator("select").focus()  # from the top of the list
                    tab_to(page, f"{row} [data-do=up]")
                page.keyboard.press("Enter")
                assert page.evaluate("(row) => document.activeElement.closest(row) !== null", row), "focus was lost"
    elif isinstance(response, Mapping) and "value" in response:
        tab_to(page, f"{card} .o-entry input").press("ControlOrMeta+a")
        page.keyboard.type(response["value"])
    elif isinstance(response, str):
        tab_to(page, f"{card} .o-entry input").press("ControlOrMeta+a")
        page.keyboard.insert_text(response)
    elif isinstance(response, Mapping):
        for piece, goal in response.items():
            row = f'{card} [data-piece="{piece}"]'
            if type_ == "match":
                field = tab_to(page, f"{row} select")
                goals = field.evaluate("(select) => [...select.options].map((option) => option.value)")
                page.keyboard.press("Home")
                for _ in range(goals.index(goal)):
                    page.keyboard.press("ArrowDown")
            else:
                _choose(page, f"{row} input", goal)
    elif type_ == "multiple-choice":
        for name in page.locator(f"{card} .o-options input").evaluate_all("(all) => all.map((input) => input.value)"):
            field = tab_to(page, f'{card} .o-options input[value="{name}"]')
            if field.is_checked() != (name in response):
                page.keyboard.press("Space")
    else:
        _choose(page, f"{card} .o-options input", response[0])
    tab_to(page, f"{card} [data-do=check]").press("Enter")


def _choose(page: Page, inputs: str, value: str) -> None:
    """One of a group of radio buttons: Tab to the group, then arrows."""
    tab_to(page, inputs)
    page.keyboard.press("Space")
    for _ in range(page.locator(inputs).count()):
        if page.locator(f'{inputs}[value="{value}"]').is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no way by arrows to {value}")


def by_touch(card: Locator, response: list[str] | Mapping[str, str] | str) -> None:
    """Gives a response with taps; what a native list offers is chosen in the phone's own way."""
    type_ = card.get_attribute("data-type")
    if type_ == "order":
        for place, step in enumerate(response):
            row = card.locator(f'li[data-step="{step}"]')
            while row.evaluate("(row) => [...row.parentElement.children].indexOf(row)") > place:
                row.locator("[data-do=up]").tap()
    elif isinstance(response, Mapping) and "value" in response:
        card.locator(".o-entry input").tap()
        card.locator(".o-entry input").fill(response["value"])
    elif isinstance(response, str):
        card.locator(".o-entry input").tap()
        card.locator(".o-entry input").fill(response)
    elif isinstance(response, Mapping):
        for piece, goal in response.items():
            row = card.locator(f'[data-piece="{piece}"]')
            if type_ == "match":
                row.locator("select").select_option(goal)
            else:
                row.locator(f'label:has(input[value="{goal}"])').tap()
    else:
        for name in card.locator(".o-options input").evaluate_all("(all) => all.map((input) => input.value)"):
            if card.locator(f'input[value="{name}"]').is_checked() != (name in response):
                card.locator(f'label:has(input[value="{name}"])').tap()
    card.locator("[data-do=check]").tap()


def items_of(page: Page) -> str:
    """The item that is asked just now in a test."""
    name = page.locator(".o-run [data-item]").get_attribute("data-item")
    assert name
    return name


def sit(page: Page, library: Library, missed: set[str], answer: Callable[[str, Any], None]) -> list[str]:
    """Answers every question of the test that is open, those in `missed` wrong at the first try; what was asked."""
    asked = []
    while page.locator(".o-summary").is_hidden():
        name = items_of(page)
        again = page.locator(".o-run [data-once]").count() > 0
        asked.append(f"{name} again" if again else name)
        item = library.questions[name]
        card = ".o-run [data-item]"
        if name in missed and not again:
            answer(card, wrong(library, item))
            if item.type != "true-false":
                answer(card, right(library, item))
        else:
            answer(card, right(library, item))
        onward = page.locator(".o-run > .o-buttons > button").first
        expect(onward).to_be_focused()
        page.keyboard.press("Enter")
    return asked
