"""What a disk may hold after a power cut: the calls are recorded, then cut off anywhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.faults.disk import HookedDisk

DATA = ("none", "half", "zeros", "half zeros", "all")
MODELS = tuple((names, data) for names in ("synced", "all") for data in DATA)
"""Which names are there, and what of the bytes that were not synced: nothing, half of them, zeros
in their place, half of them and then zeros, everything."""


class RecordingDisk(HookedDisk):
    """Keeps what each call did below `root`, as (call, path, data)."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = os.path.realpath(root)
        self.log: list[tuple[str, str, Any]] = []
        self._paths: dict[int, str] = {}

    def around(self, name: str, call: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        result = call(*args)
        match name:
            case "open":
                path = os.path.join(_path(args[3]), args[0])
                self._paths[result] = path
                if args[1] & os.O_CREAT:
                    self._note("create", path)
            case "write":
                self._note("write", self._paths[args[0]], args[1][:result])
            case "truncate":
                self._note("truncate", self._paths[args[0]], args[1])
            case "fsync":
                self._note("fsync", self._paths[args[0]])
            case "replace":
                folder = _path(args[2])
                self._note("replace", os.path.join(folder, args[0]), self._below(folder, args[1]))
            case "unlink":
                self._note("unlink", os.path.join(_path(args[1]), args[0]))
            case "mkdir":
                self._note("mkdir", os.path.join(_path(args[1]), args[0]))
            case "fsync_folder":
                self._note("fsync_folder", _path(args[0]))
        return result

    def _note(self, what: str, path: str, data: Any = None) -> None:
        self.log.append((what, self._below(path), data))

    def _below(self, *parts: str) -> str:
        return os.path.relpath(os.path.join(*parts), self.root)


class _File:
    def __init__(self) -> None:
        self.bytes = b""
        self.synced = b""


class _Model:
    """Names and contents, each as the running system sees them and as they are on the disk for
    sure."""

    def __init__(self) -> None:
        self.names: dict[str, _File | None] = {}
        self.safe: dict[str, _File | None] = {}

    def do(self, what: str, path: str, data: Any) -> None:
        match what:
            case "mkdir":
                self.names[path] = None
            case "create":
                self.names.setdefault(path, _File())
            case "write":
                self._file(path).bytes += data
            case "truncate":
                file = self._file(path)
                file.bytes = file.bytes[:data]
            case "fsync":
                self._file(path).synced = self._file(path).bytes
            case "replace":
                self.names[data] = self.names.pop(path)
            case "unlink":
                del self.names[path]
            case "fsync_folder":
                self._sync(path)

    def _file(self, path: str) -> _File:
        file = self.names[path]
        assert file is not None
        return file

    def _sync(self, folder: str) -> None:
        inside = {path for path in {*self.names, *self.safe} if _parent(path) == folder}
        for path in inside:
            if path in self.names:
                self.safe[path] = self.names[path]
            else:
                self.safe.pop(path)

    def left(self, names: str, data: str) -> dict[str, bytes | None]:
        there = self.safe if names == "synced" else self.names
        left = {path: file and _content(file, data) for path, file in there.items()}
        return {path: content for path, content in left.items() if _reachable(path, left)}


def states(log: list[tuple[str, str, Any]]) -> Iterator[tuple[int, str, dict[str, bytes | None]]]:
    """Every state the disk may be in: after how many calls, by which model, path -> content (None:
    a folder)."""
    model = _Model()
    for count in range(len(log) + 1):
        if count:
            model.do(*log[count - 1])
        for names, data in MODELS:
            yield count, f"names {names}, data {data}", model.left(names, data)


def build(root: Path, state: dict[str, bytes | None]) -> None:
    for path in sorted(state):
        content = state[path]
        if content is None:
            (root / path).mkdir()
        else:
            (root / path).write_bytes(content)


def _content(file: _File, data: str) -> bytes:
    if not file.bytes.startswith(file.synced):
        return file.synced
    rest = file.bytes[len(file.synced) :]
    half = len(rest) // 2
    left = {
        "none": b"",
        "half": rest[:half],
        "zeros": bytes(len(rest)),
        "half zeros": rest[:half] + bytes(len(rest) - half),
        "all": rest,
    }
    return file.synced + left[data]


def _parent(path: str) -> str:
    return os.path.dirname(path) or "."


def _reachable(path: str, left: dict[str, bytes | None]) -> bool:
    parent = _parent(path)
    return parent == "." or (parent in left and _reachable(parent, left))


def _path(folder: int) -> str:
    return os.path.realpath(f"/proc/self/fd/{folder}")
