"""What a project and a person have settled once, so that flags are seldom needed.

`annotate.yaml` lies in a project's folder, at or above the working folder; `config.yaml` is a
person's own.
A flag wins over the project, the project over the person.
"""

from __future__ import annotations

import os
from collections.abc import Mapping as Map
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from types import MappingProxyType

import msgspec

from annotate.core.document import ParagraphMode
from annotate.core.problems import Problem, errors
from annotate.errors import Usage

PROJECT_FILE = "annotate.yaml"

DEFAULT_OUT = Path("exports")
"""Where annotation files are kept, from the working folder, if nothing says otherwise."""

Keys = Map[str, tuple[str, ...]]
"""The keys of a command, by its name."""


class ThemeName(str, Enum):
    DARK = "dark"
    LIGHT = "light"
    CONTRAST = "contrast"
    MONO = "mono"


class Settings(msgspec.Struct, frozen=True):
    """What a file settles; None where it says nothing. Paths are below `folder`, the file's."""

    folder: Path
    file: Path | None = None
    corpus: tuple[Path, ...] = ()
    schema: str | None = None
    out: Path | None = None
    annotator: str | None = None
    encoding: str | None = None
    paragraphs: ParagraphMode | None = None
    theme: str | None = None
    mouse: bool | None = None
    keys: Keys = MappingProxyType({})


class BrokenSettings(Usage):
    """A settings file that cannot be used, like flags that cannot."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        super().__init__(f"{first.place}: {first.message}", slug=first.slug, hint=first.hint)
        self.problems = tuple(problems)


def kept(settings: Settings) -> Path | None:
    """The folder that annotation files are in, None if there is none yet."""
    folder = as_typed(settings.out or DEFAULT_OUT)
    return folder if folder.is_dir() else None


def as_typed(path: Path) -> Path:
    """A path below the working folder as people there would type it; any other as it is."""
    here = os.getcwd()
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path


def load_settings(folder: Path, environment: Map[str, str]) -> Settings:
    """What holds for someone working in `folder`. Raises BrokenSettings, Unreadable."""
    project = project_file(folder)
    own = _load(project) if project else Settings(Path(os.path.abspath(folder)))
    person = person_file(environment)
    return _over(own, _load(person, personal=True)) if person.is_file() else own


def project_file(folder: Path) -> Path | None:
    """The `annotate.yaml` in the folder or the nearest above it."""
    start = Path(os.path.abspath(folder))
    for each in (start, *start.parents):
        if (each / PROJECT_FILE).is_file():
            return each / PROJECT_FILE
    return None


def person_file(environment: Map[str, str]) -> Path:
    """Where a person's own configuration is kept, whether there is one or not."""
    base = environment.get("XDG_CONFIG_HOME", "")
    # The XDG rule: a path that is not absolute counts as not given.
    home = Path(base) if os.path.isabs(base) else Path(os.path.expanduser("~"), ".config")
    return home / "annotate" / "config.yaml"


def read_project(path: Path) -> tuple[Settings | None, tuple[Problem, ...]]:
    """A project's file with what is wrong in it. Raises Unreadable."""
    from annotate.store import settings

    return settings.read_project(path)


def _load(path: Path, personal: bool = False) -> Settings:
    from annotate.store import settings  # Most who label have no such file.

    read = settings.read_person if personal else settings.read_project
    found, problems = read(path)
    if found is None or errors(problems):
        raise BrokenSettings(errors(problems))
    return found


def _over(project: Settings, person: Settings) -> Settings:
    """The project's word, then the person's; keys command by command."""
    return msgspec.structs.replace(
        project,
        annotator=project.annotator or person.annotator,
        theme=project.theme or person.theme,
        mouse=person.mouse if project.mouse is None else project.mouse,
        keys=MappingProxyType({**person.keys, **project.keys}),
    )
