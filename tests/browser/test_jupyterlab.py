"""JupyterLab in a real browser: the trainer opens the notebook, runs all, answers, and Python has the answer."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

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
    page.goto(f"{address}/lab/tree/ppe_protocol.ipynb?token=only-here&reset")
    page.locator(".jp-Notebook").wait_for(timeout=90_000)
    # As a person would: not before the status bar says that the kernel stands ready.
    expect(page.locator("#jp-main-statusbar")).to_contain_text("Python 3 (ipykernel) | Idle", timeout=90_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
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
