"""Runs the generator notebooks and keeps what they made, for as long as nothing they depend on changes.

Knows notebooks and kernels, and nothing of what the notebooks generate.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode

from outreach.faults import OutreachError
from outreach.publishing import ADDRESS, CONTENT, OUTPUT

PACKAGE = Path(__file__).parents[1]
TIMEOUT = 600
KEPT = 4
"""Results of a notebook that are kept; the oldest go first."""
_LIBRARIES = ("anywidget", "pandas", "typst", "nbclient", "ipywidgets", "segno")


@dataclass(frozen=True)
class Ran:
    """A generator notebook that ran: the executed notebook, the folder of what it made, and whether it was kept."""

    name: str
    executed: Path
    made: Path
    kept: bool


def run_all(
    notebooks: Iterable[Path],
    cache: Path,
    content: Path | None = None,
    address: str = "",
    tell: Callable[[str], None] = lambda _line: None,
) -> list[Ran]:
    """Runs each notebook that has no kept result, as many at once as there are cores.

    `content` is a content folder other than the packaged one, `address` where the site will be published.

    Raises OutreachError with the failing cell and its error, after the others have finished.
    """
    environment = {ADDRESS: address} | ({CONTENT: str(content.resolve())} if content else {})
    inputs = _fingerprint_of_package(content) + address
    # Threads, each with a kernel of its own: this works inside a running event loop too, as in a notebook.
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as threads:
        running = [threads.submit(_run, path, cache, environment, inputs, tell) for path in sorted(notebooks)]
    failed = [error for task in running if (error := task.exception())]
    if unknown := [error for error in failed if not isinstance(error, OutreachError)]:
        raise unknown[0]
    if failed:
        raise OutreachError("\n\n".join(map(str, failed)))
    return [task.result() for task in running]


def _run(path: Path, cache: Path, environment: dict[str, str], inputs: str, tell: Callable[[str], None]) -> Ran:
    try:
        notebook = nbformat.read(path, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, OSError) as error:
        raise OutreachError(f"{path} is not a notebook ({type(error).__name__}); open it in JupyterLab") from error
    source = "\0".join(f"{cell.cell_type}\0{cell.source}" for cell in notebook.cells)
    key = hashlib.sha256(f"{inputs}\0{source}".encode()).hexdigest()[:16]
    folder = cache / path.stem
    done = folder / key
    if (done / "executed.ipynb").is_file():
        tell(f"{path.name}: nothing changed, kept")
        return Ran(path.stem, done / "executed.ipynb", done / "made", kept=True)
    folder.mkdir(parents=True, exist_ok=True)
    # Made aside and moved in whole: another build of the same project may be doing the same at this moment.
    with tempfile.TemporaryDirectory(dir=folder, prefix=".") as scratch:
        aside = Path(scratch) / key
        (aside / "made").mkdir(parents=True)
        made = str((aside / "made").resolve())
        executed = _executed(notebook, path, {**os.environ, **environment, OUTPUT: made, "PYTHONHASHSEED": "0"})
        nbformat.write(executed, aside / "executed.ipynb")
        try:
            aside.rename(done)
        except OSError:
            if not (done / "executed.ipynb").is_file():
                raise
    tell(f"{path.name}: ran")
    kept = sorted(
        (old for old in folder.iterdir() if not old.name.startswith(".")), key=lambda old: old.stat().st_mtime
    )
    for old in kept[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return Ran(path.stem, done / "executed.ipynb", done / "made", kept=False)


def _executed(notebook: NotebookNode, path: Path, environment: dict[str, str]) -> NotebookNode:
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        record_timing=False,
        store_widget_state=False,
        # Its warning that it listens on this machine's loopback says nothing to who builds a site.
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
    )
    try:
        client.execute(env=environment)
    except CellExecutionError as error:
        number, cell = _failed(notebook)
        raise OutreachError(
            f"{path}: cell {number} failed with {error.ename}: {error.evalue}\n{_indented(cell.source)}\n"
            f"{_indented(_plain(_traceback(cell)))}\nRun the notebook in JupyterLab to see it, then build again."
        ) from error
    except DeadKernelError as error:
        raise OutreachError(f"{path}: its kernel died; is there enough memory? Run it in JupyterLab to see.") from error
    return _without_noise(notebook)


def _failed(notebook: NotebookNode) -> tuple[int, NotebookNode]:
    """The cell that failed, and its number (from 1) among the code cells."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    found = [(n, c) for n, c in enumerate(code, 1) if any(o.output_type == "error" for o in c.outputs)]
    return found[0] if found else (len(code), code[-1])


def _traceback(cell: NotebookNode) -> str:
    lines = [line for output in cell.outputs if output.output_type == "error" for line in output.traceback]
    return "\n".join("\n".join(lines).splitlines()[-12:])


def _plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


def _without_noise(notebook: NotebookNode) -> NotebookNode:
    """The executed notebook without what differs from run to run: widget ids, addresses in memory, machine paths."""
    notebook.metadata.pop("widgets", None)
    notebook.metadata.language_info = {"name": "python"}
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            data.pop("application/vnd.jupyter.widget-view+json", None)
            if "text/html" in data:
                data.pop("text/plain", None)
    return notebook


def _fingerprint_of_package(content: Path | None) -> str:
    """What every generator depends on: the package's own files, the content, Python and the libraries that draw."""
    digest = hashlib.sha256(f"{sys.version_info[:2]}{[version(name) for name in _LIBRARIES]}".encode())
    for folder in (PACKAGE, *([content] if content else [])):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc" and "site" not in path.relative_to(folder).parts[:1]:
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
