"""What git is told about annotation files: how to show and how to merge them.

Written are some values of git's configuration and two lines of a file of attributes. What was done to
that file is noted in the configuration, too, so that just that can be undone.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from annotate.errors import Unreadable, Usage
from annotate.store import attributes
from annotate.store.attributes import EXCEPT, LINE
from annotate.store.git import PATIENCE, ask_git, find_git
from annotate.store.names import JOURNALS

PARAGRAPH = "^(document .*|paragraph [0-9]+.*)$"
STRATEGY = "annotate.strategy"
"""A person's own: what the driver does about conflicts."""

CACHE = "refs/notes/textconv/annotate"
_NOTED = "annotate.attributes"


class Value(NamedTuple):
    """A value of the configuration; `mine` says whether one that is there is from us, if from
    another version."""

    key: str
    value: str
    mine: Callable[[str], bool]


class State(NamedTuple):
    """One thing that git is told: `there` has what it is told now."""

    name: str
    wanted: str
    there: tuple[str, ...]

    @property
    def is_set(self) -> bool:
        return self.there == (self.wanted,)


class Git:
    """Git's settings for the repository of `folder`, or for all of a person's."""

    def __init__(self, folder: Path, everywhere: bool) -> None:
        self._folder = folder
        self._scope = "--global" if everywhere else "--local"
        self.everywhere = everywhere
        if not everywhere:
            self._ask("rev-parse", "--git-dir")

    def enable(self) -> Iterator[str]:
        """What was written, in words. Raises Usage if something of another's is in the way,
        Unreadable if git or the disk refuses."""
        values = wanted(program())
        for each in values:
            if foreign := [value for value in self._values(each.key) if not each.mine(value)]:
                raise Usage(
                    f"{each.key} is set already: {foreign[0]}",
                    slug="already-there",
                    hint=f"remove it with `git config {self._scope} --unset-all {each.key}`.",
                )
        for each in values:
            if self._values(each.key) != (each.value,):
                self._config("--replace-all", each.key, each.value)
                yield f"{self._origin(each.key)}: {each.key} = {each.value}"
        path = self._attributes()
        for line, note in attributes.add(path):
            self._config("--add", _NOTED, f"{note} {self._noted(path)}")
            yield f"{path}: {line}"
        self._forget()

    def disable(self) -> Iterator[str]:
        """What was taken away, in words. Raises Unreadable."""
        for each in wanted(program()):
            there = self._values(each.key)
            if there and all(map(each.mine, there)):
                origin = self._origin(each.key)
                self._config("--unset-all", each.key)
                yield f"{origin}: {each.key} removed"
            elif there:
                yield f"{self._origin(each.key)}: {each.key} left as it is, it is not ours"
        yield from self._remove_lines()
        self._forget()

    def states(self) -> list[State]:
        found = [State(each.key, each.value, self._values(each.key)) for each in wanted(program())]
        path = self._attributes()
        has_line, has_except = attributes.there(path)
        found.append(State(str(path), LINE, (LINE,) if has_line else ()))
        found.append(State(f"{path}, journals", EXCEPT, (EXCEPT,) if has_except else ()))
        return found

    def effective(self) -> dict[str, str]:
        """What holds for an annotation file in the repository, after all files of attributes."""
        return {} if self.everywhere else self._attributes_of("x.ann.jsonl")

    def takes_journals(self) -> bool:
        """Whether journals of an annotator called `ann` are taken for annotation files."""
        return not self.everywhere and "annotate" in self._attributes_of(f"{JOURNALS}/x.ann.jsonl").values()

    def _attributes_of(self, name: str) -> dict[str, str]:
        said = self._ask("check-attr", "-z", "diff", "merge", "--", name).split("\0")
        return dict(zip(said[1::3], said[2::3], strict=False))

    def is_driven(self) -> bool:
        """Whether git knows, from any of its files, what to call to show and to merge annotation files."""
        keys = ("merge.annotate.driver", "diff.annotate.textconv")
        return all(self._run("config", "--get", key).returncode == 0 for key in keys)

    def _remove_lines(self) -> Iterator[str]:
        noted: dict[Path, list[str]] = {}
        for each in self._values(_NOTED):
            note, _, name = each.partition(" ")
            noted.setdefault(self._place(name), []).append(note)
        for path, notes in noted.items():
            yield from attributes.remove(path, notes)
        if noted:
            self._config("--unset-all", _NOTED)
        left = self._attributes()
        if attributes.there(left)[0]:
            yield f"{left}: the line for annotation files was there before; left as it is"

    def _attributes(self) -> Path:
        """The file that says which files the values are for."""
        if self.everywhere:
            named = self._run("config", "--global", "--includes", "--type=path", "--get", "core.attributesFile")
            if named.returncode == 0 and named.stdout.strip():
                return Path(os.path.realpath(os.fsdecode(named.stdout).rstrip("\n")))
            base = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
            return Path(os.path.realpath(os.path.join(base, "git", "attributes")))
        if self._ask("rev-parse", "--is-bare-repository") == "true":
            return self._folder / self._ask("rev-parse", "--git-path", "info/attributes")
        return Path(self._ask("rev-parse", "--show-toplevel")) / ".gitattributes"

    def _noted(self, path: Path) -> str:
        """How the path is kept: from the repository, so that this may be moved."""
        return str(path) if self.everywhere else os.path.relpath(path, self._common())

    def _place(self, noted: str) -> Path:
        return Path(noted) if self.everywhere else Path(os.path.normpath(self._common() / noted))

    def _common(self) -> Path:
        return Path(os.path.realpath(self._folder / self._ask("rev-parse", "--git-common-dir")))

    def _forget(self) -> None:
        """What git has kept of how files were shown may be of another version."""
        if not self.everywhere:
            self._run("update-ref", "-d", CACHE)

    def _values(self, key: str) -> tuple[str, ...]:
        answer = self._run("config", self._scope, "-z", "--get-all", key)
        if answer.returncode > 1:
            raise _refused(answer)
        return tuple(os.fsdecode(answer.stdout).split("\0")[:-1])

    def _origin(self, key: str) -> str:
        answer = self._run("config", self._scope, "-z", "--show-origin", "--get-all", key)
        origin = os.fsdecode(answer.stdout).partition("\0")[0].removeprefix("file:")
        return os.path.normpath(self._folder / origin) if origin else "git config"

    def _config(self, *arguments: str) -> None:
        answer = self._run("config", self._scope, *arguments)
        if answer.returncode:
            raise _refused(answer)

    def _ask(self, *arguments: str) -> str:
        answer = self._run(*arguments)
        if answer.returncode:
            raise _refused(answer)
        return os.fsdecode(answer.stdout).removesuffix("\n")

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        git = find_git()
        if git is None:
            raise Unreadable("there is no git", slug="no-git", hint="install git.")
        try:
            return subprocess.run(
                [git, *arguments], cwd=self._folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE
            )
        except subprocess.TimeoutExpired:
            raise Unreadable(f"git took longer than {PATIENCE:.0f} s", slug="no-git") from None


def told_strategy(folder: Path) -> str:
    """What git is told to do about conflicts, in any of its files; empty if nothing. Raises Unreadable."""
    said = ask_git(folder, ["config", "--get", STRATEGY], 100) or b""
    return said.decode("utf-8", "replace").strip()


def program() -> str:
    """How a shell calls this program: by its place, whatever PATH is where git runs."""
    script = os.path.join(os.path.dirname(os.path.abspath(sys.executable)), "annotate")
    if os.access(script, os.X_OK):
        return shlex.quote(script)
    return f"{shlex.quote(os.path.abspath(sys.executable))} -m annotate"


def wanted(command: str) -> tuple[Value, ...]:
    """Should the program be gone from its place, that on PATH is taken; without any, git does as if
    it had not been told anything."""
    driver, shown = "git merge-driver -- %O %A %B %L %P", 'git textconv -- "$1"'
    settled = 'git mergetool -- "$BASE" "$LOCAL" "$REMOTE" "$MERGED"'
    told = 'git difftool -- "$LOCAL" "$REMOTE" "$MERGED"'
    textconv = _called(command, shown, 'cat -- "$1"')
    driven = _called(command, driver, "git merge-file --marker-size=%L %A %O %B", escaped=True)
    missing = "echo 'annotate is not to be found' >&2; false"
    return (
        Value("merge.annotate.name", "annotation files, annotation by annotation", lambda value: True),
        Value("merge.annotate.driver", driven, lambda value: driver in value),
        Value("diff.annotate.textconv", f"show() {{ {textconv}; }}; show", lambda value: shown in value),
        Value("diff.annotate.xfuncname", PARAGRAPH, lambda value: "paragraph" in value),
        Value("diff.annotate.cachetextconv", "true", lambda value: value == "true"),
        Value("mergetool.annotate.cmd", _called(command, settled, missing), lambda value: settled in value),
        Value("mergetool.annotate.trustExitCode", "true", lambda value: value == "true"),
        Value("difftool.annotate.cmd", _called(command, told, missing), lambda value: told in value),
    )


def _called(command: str, arguments: str, otherwise: str, escaped: bool = False) -> str:
    """A line for the shell; `escaped` is for where git looks for `%`."""
    there = f"command -v {shlex.quote(shlex.split(command)[0])} >/dev/null 2>&1"
    if escaped:
        there, command = there.replace("%", "%%"), command.replace("%", "%%")
    return (
        f"if {there}; then {command} {arguments}; "
        f"elif command -v annotate >/dev/null 2>&1; then annotate {arguments}; "
        f"else {otherwise}; fi"
    )


def _refused(answer: subprocess.CompletedProcess[bytes]) -> Unreadable:
    said = answer.stderr.decode("utf-8", "replace").strip().splitlines()
    message = re.sub(r"^(?:fatal|error): ", "", said[0]) if said else f"git ended with {answer.returncode}"
    outside = "not a git repository" in message or "not in a git" in message
    hint = "go into a repository, or take --global for all of yours." if outside else ""
    return Unreadable(f"git refuses: {message}", slug="git-refused", hint=hint)
