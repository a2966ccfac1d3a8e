"""JupyterLab in a real browser: the trainer opens the notebook, runs all, answers, and Python has the answer."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Page, expect

import outreach
from outreach.forms import draw
from outreach.kinds.sitting import SEED
from outreach.marking import mark
from tests.browser.answering import by_touch, right, wrong
from tests.browser.test_types import PLACES
from tests.conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("lab")]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """JupyterLab on the generator notebooks, in a folder and with settings of its own; its address, and the folder."""
    home = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", home / "notebooks")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    environment |= {f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    log = home / "log.txt"
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", "--port=0", "--allow-root",
        "--ServerApp.token=only-here", "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        f"--ServerApp.root_dir={home / 'notebooks'}",
    ]  # fmt: skip
    with log.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment)
    try:
        yield address_in(log, process), home
    finally:
        process.terminate()
        process.wait(30)


def address_in(log: Path, process: subprocess.Popen) -> str:
    """The address that the server says it listens on, as soon as it says so."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/lab", log.read_text()):
            return f"http://127.0.0.1:{found[1]}"
        assert process.poll() is None, log.read_text()
        time.sleep(0.2)
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text()}")


@pytest.mark.parametrize(("language", "verdict"), [("zh", "✓ 对"), ("en", "✓ Right")])
def test_run_all_answer_and_python_has_the_answer(
    lab: tuple[str, Path], browser: Browser, libraries, language: str, verdict: str
) -> None:
    address, home = lab
    notebook = home / "notebooks" / "ppe_protocol.ipynb"
    text = notebook.read_text("utf-8")
    notebook.write_text(
        re.sub(r'question\(\\"pp13\\", \\"\w\w\\"\)', rf'question(\\"pp13\\", \\"{language}\\")', text), "utf-8"
    )
    key = next(option for option in libraries[language].questions["pp13"].options if option.right)
    context = browser.new_context(viewport={"width": 1400, "height": 1600})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    run_all(page, address, "ppe_protocol.ipynb")
    card = page.locator(".jp-OutputArea outreach-question")
    card.wait_for(timeout=120_000)
    expect(page.locator(".jp-OutputArea table.dataframe").first).to_contain_text("doffing", timeout=60_000)
    assert card.locator("xpath=ancestor::*[@lang][1]").get_attribute("lang") == language
    card.locator(f"input[value={key.id}]").check()
    card.locator("[data-do=check]").click()
    expect(card.locator("li[data-mark=right]")).to_contain_text(verdict)
    # The cell below the question holds `question.answer`: run it again, as the notebook tells the trainer to.
    cell = page.locator(".jp-CodeCell", has_text="question.answer")
    cell.locator(".jp-InputArea-editor").click()
    page.keyboard.press("Control+Enter")
    expect(cell.locator(".jp-OutputArea-output")).to_contain_text("'outcome': 'right'", timeout=30_000)
    expect(cell.locator(".jp-OutputArea-output")).to_contain_text(f"'response': ['{key.id}']")
    made = home / "_build" / "ppe-protocol"
    expect(page.locator(".jp-OutputArea", has_text="CL05-doffing-zh.pdf").first).to_be_visible(timeout=120_000)
    assert (made / "zh" / "sheets" / "CL05-doffing-zh.pdf").read_bytes().startswith(b"%PDF")
    outside = [url for url in asked if url.startswith("http") and not url.startswith(address)]
    assert outside == []
    context.close()


def test_the_printing_desk_shows_and_hands_over_the_sheet(
    lab: tuple[str, Path], browser: Browser, libraries, tmp_path: Path
) -> None:
    """Chosen, named, with a logo: seen as it will be printed, told what is wrong, taken away as a file."""
    address, _home = lab
    say = libraries["zh"].say
    context = browser.new_context(viewport={"width": 1400, "height": 1600}, accept_downloads=True)
    page = context.new_page()
    run_all(page, address, "checklists.ipynb")
    desk = page.locator(".jp-OutputArea .widget-vbox").first
    seen = desk.locator("img")
    expect(seen).to_be_visible(timeout=120_000)
    first = seen.get_attribute("src")
    desk.locator("select[multiple]").select_option(label="CL05 脱卸：社区常用防护组合")
    expect(seen).not_to_have_attribute("src", first or "", timeout=30_000)
    name = desk.locator("input[type=text]").first
    name.fill("开心😀站")
    name.press("Tab")
    expect(desk.locator(".widget-label", has_text="U+1F600")).to_be_visible(timeout=30_000)
    name.fill("某某社工站")
    name.press("Tab")
    expect(desk.locator(".widget-label", has_text="U+1F600")).to_have_count(0, timeout=30_000)
    logo = tmp_path / "logo.gif"
    logo.write_bytes(b"GIF89a")
    with page.expect_file_chooser() as asked:
        desk.locator("button.widget-upload, .jupyter-button", has_text=say("desk-logo")).click()
    asked.value.set_files(logo)
    expect(desk.locator(".widget-label", has_text="logo.gif")).to_contain_text("is a GIF", timeout=30_000)
    made = tmp_path / "logo.svg"
    made.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>', "utf-8")
    with page.expect_file_chooser() as asked:
        desk.locator("button.widget-upload, .jupyter-button", has_text=say("desk-logo")).click()
    asked.value.set_files(made)
    expect(desk.locator(".widget-label", has_text="logo.gif")).to_have_count(0, timeout=30_000)
    desk.get_by_role("button", name=say("desk-make")).click()
    link = desk.locator("a[download]")
    expect(link).to_be_visible(timeout=30_000)
    with page.expect_download() as waiting:
        link.click()
    waiting.value.save_as(tmp_path / "sheet.pdf")
    assert waiting.value.suggested_filename == "CL05-doffing-zh.pdf"
    told = subprocess.run(["pdftotext", "-raw", str(tmp_path / "sheet.pdf"), "-"], capture_output=True, check=True)
    assert "某某社工站" in told.stdout.decode()
    context.close()


def run_all(page: Page, address: str, name: str) -> None:
    """Opens a notebook, waits as a person would until its kernel stands ready, and runs all of it."""
    page.goto(f"{address}/lab/tree/{name}?token=only-here&reset")
    page.locator(".jp-Notebook").wait_for(timeout=90_000)
    expect(page.locator("#jp-main-statusbar")).to_contain_text("Python 3 (ipykernel) | Idle", timeout=90_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def run_again(page: Page, source: str) -> str:
    """Runs the cell with this source again, and returns what it printed."""
    cell = page.locator(".jp-CodeCell", has_text=source)
    before = cell.locator(".jp-InputArea-prompt").inner_text()
    cell.locator(".jp-InputArea-editor").click()
    page.keyboard.press("Control+Enter")
    expect(cell.locator(".jp-InputArea-prompt")).not_to_have_text(before, timeout=30_000)
    expect(cell.locator(".jp-InputArea-prompt")).to_have_text(re.compile(r"\d"), timeout=30_000)
    return cell.locator(".jp-OutputArea-output").inner_text()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_type_is_answered_live_and_python_reads_the_answer(
    lab: tuple[str, Path], browser: Browser, libraries, language: str
) -> None:
    """Every type of question, a case and a whole test: the trait holds what was answered, and Python marks it alike."""
    address, home = lab
    library = libraries[language]
    names = sorted(item for item, _section in PLACES.values())
    cells = [
        f"import json\nimport outreach\nnames = {names}\n"
        f"cards = {{name: outreach.question(name, {language!r}) for name in names}}",
        *(f"cards[{name!r}]" for name in names),
        f"case = outreach.scenario('mixing', {language!r})\ncase",
        f"test = outreach.sitting('policy-explanation', {language!r})\ntest",
        "print(json.dumps([{name: card.answer for name, card in cards.items()}, case.answer, test.answer]))",
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = new_notebook(cells=[new_code_cell(source) for source in cells], metadata={"kernelspec": kernel})
    name = f"types-{language}.ipynb"
    nbformat.write(notebook, home / "notebooks" / name)
    context = browser.new_context(viewport={"width": 1200, "height": 2400}, has_touch=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    run_all(page, address, name)
    for item in names:
        card = page.locator(f".jp-OutputArea #q-{item}").first
        card.wait_for(timeout=120_000)
        card.scroll_into_view_if_needed()
        by_touch(card, wrong(library, library.questions[item]))
        if card.locator("[data-do=check]").is_visible():
            by_touch(card, right(library, library.questions[item]))
    walked = page.locator(".jp-OutputArea outreach-scenario")
    while walked.locator(".o-ending:not([hidden])").count() == 0:
        scene = walked.locator(".o-scene:not([hidden])").last
        scene.locator('[data-points="2"] .o-turn').tap()
        scene.locator('[data-points="2"] .o-go-on').tap()
    sitting = page.locator(".jp-OutputArea outreach-sitting")
    sitting.locator("[data-do=before]").tap()
    drawn = draw(library, "policy-explanation", SEED)
    for expected in drawn.a:
        card = sitting.locator(".o-run [data-item]")
        expect(card).to_have_attribute("data-item", expected)
        by_touch(card, right(library, library.questions[expected]))
        sitting.locator(".o-run > .o-buttons > button").first.tap()
    expect(sitting.locator(".o-summary")).to_be_visible()
    cards, case, test = json.loads(run_again(page, "print(json.dumps([{name"))
    for item in names:
        question = library.questions[item]
        answer = cards[item]
        last = wrong(library, question) if question.type == "true-false" else right(library, question)
        response = answer["response"]
        assert (sorted(response) if question.type == "multiple-choice" else response) == last, item
        assert answer["outcome"] == mark(question, answer["response"], library.sequences).outcome, item
        assert answer["final"]
    assert case["outcome"] == "right"
    slip = outreach.read_slip(test)
    assert [answer.item for answer in slip.answers] == list(drawn.a)
    assert set(outreach.slip_table(slip)["outcome"]) == {"right"}
    assert [url for url in asked if url.startswith("http") and not url.startswith(address)] == []
    context.close()
