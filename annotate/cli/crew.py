"""Processes that do the same work on whatever they are given, and never outlive their use."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from types import TracebackType
from typing import Generic, TypeVar

from annotate.errors import AnnotateError

Given = TypeVar("Given")
Found = TypeVar("Found")


class WorkerFailed(Exception):
    """A worker raised what nobody expected (its traceback is the message), or was killed."""


class Crew(Generic[Given, Found]):
    """`count` workers with a task each at a time; a context, at whose end they are stopped.

    `prepare` runs once in each worker and returns what does the tasks. Where workers are not
    forked it has to be something that can be pickled, as tasks and results always have to.
    """

    def __init__(self, prepare: Callable[[], Callable[[Given], Found]], count: int) -> None:
        context = _context()
        self._lines: list[Connection] = []
        self._processes = []
        with _undisturbed():
            for _ in range(count):
                ours, theirs = context.Pipe()
                process = context.Process(target=_work, args=(prepare, theirs), daemon=True)
                process.start()
                theirs.close()
                self._lines.append(ours)
                self._processes.append(process)
        self._idle = list(self._lines)
        self._busy: dict[Connection, int] = {}

    @property
    def free(self) -> bool:
        """Whether a worker waits for something to do."""
        return bool(self._idle)

    def give(self, number: int, task: Given) -> None:
        """To one that waits. Its result comes with the number."""
        line = self._idle.pop()
        self._busy[line] = number
        try:
            line.send(task)
        except OSError:
            raise self._killed() from None

    def results(self) -> Iterator[tuple[int, Found]]:
        """Waits for the next results. Raises what stopped a worker."""
        for line in wait(list(self._busy)):
            assert isinstance(line, Connection)
            yield self._busy.pop(line), self._received(line)
            self._idle.append(line)

    def _received(self, line: Connection) -> Found:
        try:
            found, failure = line.recv()
        except (EOFError, OSError):
            raise self._killed() from None
        if failure is not None:
            raise failure
        return found  # type: ignore[no-any-return]

    def _killed(self) -> WorkerFailed:
        codes = [each.exitcode for each in self._processes if each.exitcode]
        return WorkerFailed(f"a worker ended before its work was done (status {codes})")

    def __enter__(self) -> Crew[Given, Found]:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        for process in self._processes:
            process.terminate()
        for process, line in zip(self._processes, self._lines, strict=True):
            process.join()
            line.close()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A ctrl-c meanwhile comes afterwards. Processes begun meanwhile never get one: not even before
    they could say so themselves."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(prepare: Callable[[], Callable[[Sequence[object]], object]], line: Connection) -> None:
    # ctrl-c, which does not reach this, reaches whoever began it, and they say what it means.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    assert parent is not None
    work = prepare()
    while line in wait([line, parent.sentinel]):
        answer: tuple[object, Exception | None]
        try:
            answer = work(line.recv()), None
        except EOFError:
            return
        except AnnotateError as error:
            answer = None, error
        except Exception:
            answer = None, WorkerFailed(traceback.format_exc())
        line.send(answer)


def _context() -> ForkContext | SpawnContext:
    """Forked if that is safe: beside other threads, or on a Mac, a fork may hang."""
    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")
