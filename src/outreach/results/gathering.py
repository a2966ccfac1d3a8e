"""A folder → all its sittings and answers: in this process, or in pieces on a Dask cluster. One code for both.

Pieces are some hundred files, or some megabytes of a file with a slip a line; each comes back as two small tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

from outreach.faults import OutreachError
from outreach.library import Library
from outreach.reading import load_all
from outreach.results import files
from outreach.results.answers import Batch, Marker, joined, marked
from outreach.results.entries import Course
from outreach.results.files import Piece

FILES_A_TASK = 400
BYTES_A_TASK = 4 * 1024 * 1024
Tell = Callable[[int], None]
"""Called with the number of bytes that are done."""


@dataclass(frozen=True)
class Task:
    """Pieces that are read together; `size` in bytes."""

    pieces: tuple[Piece, ...]
    size: int


def tasks(paths: Iterable[Path]) -> Iterator[Task]:
    """The pieces of the files in their order, as many to a task as are worth a way to another machine."""
    waiting: list[Piece] = []
    size = 0
    for path in paths:
        for piece in files.pieces(path, BYTES_A_TASK):
            waiting.append(piece)
            size += piece.size
            if len(waiting) >= FILES_A_TASK or size >= BYTES_A_TASK:
                yield Task(tuple(waiting), size)
                waiting, size = [], 0
    if waiting:
        yield Task(tuple(waiting), size)


def gather(
    folder: Path,
    libraries: Mapping[str, Library],
    course: Course,
    without: Path | None = None,
    tell: Tell = lambda done: None,
    *,
    latest: bool = False,
) -> Batch:
    """Everything that was handed in, marked; of two tests of a kind the first counts, or the `latest`.

    Raises OutreachError for a folder that holds nothing.
    """
    marker = Marker(libraries)
    batches = []
    for task in tasks(files.listed(folder, without)):
        batches.append(_done(task, folder, marker, course))
        tell(task.size)
    return joined(batches, latest=latest)


def gather_on(
    scheduler: str | int,
    folder: Path,
    content: Path | None,
    course: Course,
    without: Path | None = None,
    tell: Tell = lambda done: None,
) -> Batch:
    """The same on a Dask cluster: the address of its scheduler, or so many processes of this machine.

    Every machine must see the folder and the content under the same path. Raises OutreachError as `gather` does,
    where dask.distributed is not installed, and where the cluster can't be reached.
    """
    try:
        from dask import distributed  # noqa: PLC0415 - an extra: outreach[cluster]
    except ImportError as error:
        raise OutreachError("this needs Dask; install outreach[cluster]") from error
    found = list(tasks(files.listed(folder, without)))
    try:
        if isinstance(scheduler, int):
            cluster = distributed.LocalCluster(n_workers=scheduler, threads_per_worker=1, dashboard_address=None)
            client = distributed.Client(cluster)
        else:
            cluster, client = None, distributed.Client(scheduler, timeout="20s")
    except OSError as error:
        raise OutreachError(f"no Dask scheduler answers at {scheduler}; check the address") from error
    try:
        waiting = client.map(_elsewhere, found, folder=folder, content=content, course=course, pure=False)
        sizes = dict(zip((one.key for one in waiting), (task.size for task in found), strict=True))
        batches = {}
        for future, batch in distributed.as_completed(waiting, with_results=True):
            batches[future.key] = batch
            tell(sizes[future.key])
        return joined([batches[one.key] for one in waiting])
    finally:
        client.close()
        if cluster is not None:
            cluster.close()


def _done(task: Task, folder: Path, marker: Marker, course: Course) -> Batch:
    read = (files.read(piece, folder, marker.library, course) for piece in task.pieces)
    return marked(chain.from_iterable(read), marker)


def _elsewhere(task: Task, folder: Path, content: Path | None, course: Course) -> Batch:
    return _done(task, folder, _marker(content), course)


@lru_cache(maxsize=4)
def _marker(content: Path | None) -> Marker:
    return Marker(load_all(content))
