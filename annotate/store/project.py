"""What a project and a person have settled once, so that flags are seldom needed.

`annotate.yaml` lies in a project's folder, at or above the working folder; `config.yaml` is a
person's own.
A flag wins over the project, the project over the person.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Map
from enum import Enum
from pathlib import Path
from types import MappingProxyType

import msgspec

from annotate.core.annotator import safe_name
from annotate.core.document import ParagraphMode
from annotate.core.problems import Place, Problem, errors
from annotate.errors import Usage
from annotate.store.reading import read_plain
from annotate.store.yaml.fields import Fields, scalars_of
from annotate.store.yaml.nodes import Mapping, Node, Scalar
from annotate.store.yaml.report import Report
from annotate.store.yaml.text import MAX_BYTES, YamlError

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


Reader = Callable[[Node, Report, Path], Settings]


class BrokenSettings(Usage):
    """A settings file that cannot be used, like flags that cannot."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        super().__init__(f"{first.place}: {first.message}", slug=first.slug, hint=first.hint)
        self.problems = tuple(problems)


def kept(settings: Settings) -> Path | None:
    """The folder that annotation files are in, None if there is none yet."""
    folder = settings.out or DEFAULT_OUT
    return folder if folder.is_dir() else None


def load_settings(folder: Path, environment: Map[str, str]) -> Settings:
    """What holds for someone working in `folder`. Raises BrokenSettings, Unreadable."""
    project = project_file(folder)
    own = _load(project, _project) if project else Settings(Path(os.path.abspath(folder)))
    person = person_file(environment)
    return _over(own, _load(person, _person)) if person.is_file() else own


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
    return _read(path, _project)


def _load(path: Path, reader: Reader) -> Settings:
    settings, problems = _read(path, reader)
    if settings is None or errors(problems):
        raise BrokenSettings(errors(problems))
    return settings


def _read(path: Path, reader: Reader) -> tuple[Settings | None, tuple[Problem, ...]]:
    from annotate.store.yaml.reading import read_node  # ruamel.yaml takes long to import

    data = read_plain(path, "a file of settings", MAX_BYTES + 1)
    try:
        node = read_node(data)
    except YamlError as error:
        if error.slug == "empty":
            return reader(Mapping((), 1, 1), Report(str(path)), path), ()
        place = Place(str(path), error.line, error.column)
        return None, (Problem(error.slug, place, error.message, error.hint),)
    report = Report(str(path))
    return reader(node, report, path), tuple(report.problems)


def _project(node: Node, report: Report, path: Path) -> Settings:
    fields = Fields(node, report, "a project")
    folder = Path(os.path.abspath(path)).parent
    out = [_inside(each, report, folder) for each in fields.scalars("out")][:1]
    schema = [_schema(each, report, folder) for each in fields.scalars("schema")][:1]
    settings = msgspec.structs.replace(
        _personal(fields, report, folder),
        file=path,
        corpus=tuple(_inside(each, report, folder) for each in fields.scalars("corpus")),
        schema=schema[0] if schema else None,
        out=out[0] if out else None,
        encoding=fields.text("encoding") or None,
        paragraphs=_paragraphs(fields),
    )
    fields.close()
    return settings


def _person(node: Node, report: Report, path: Path) -> Settings:
    fields = Fields(node, report, "a person's configuration")
    settings = _personal(fields, report, path.parent)
    for name in sorted({each.name for each in msgspec.structs.fields(Settings)} - _OURS):
        if fields.node_of(name) is not None:
            hint = f"write it into the project's {PROJECT_FILE}."
            report.error(fields.key(name), "project-only", f"{name!r} belongs to a project", hint)
    fields.close()
    return settings


_OURS = frozenset({"folder", "file", "annotator", "theme", "mouse", "keys"})


def _personal(fields: Fields, report: Report, folder: Path) -> Settings:
    """What may stand in either file."""
    annotator = fields.text("annotator")
    return Settings(
        folder=folder,
        annotator=safe_name(annotator) if annotator else None,
        theme=_theme(fields),
        mouse=fields.flag("mouse") if fields.node_of("mouse") is not None else None,
        keys=_keys(fields, report),
    )


def _keys(fields: Fields, report: Report) -> Keys:
    found: dict[str, tuple[str, ...]] = {}
    for command, keys in fields.entries("keys", "keys"):
        scalars = scalars_of(keys, report, command.text)
        found[command.text] = tuple(scalar.text for scalar in scalars)
    return MappingProxyType(found)


def _theme(fields: Fields) -> str | None:
    given = fields.node_of("theme")
    return None if given is None else fields.choice("theme", ThemeName.DARK).value


def _paragraphs(fields: Fields) -> ParagraphMode | None:
    given = fields.node_of("paragraphs")
    return None if given is None else fields.choice("paragraphs", ParagraphMode.AUTO)


def _schema(given: Scalar, report: Report, folder: Path) -> str:
    """The id of a schema as it is, a path below the project's folder."""
    if "/" in given.text or given.text.endswith((".yaml", ".yml")):
        return str(_inside(given, report, folder))
    return given.text


def _inside(given: Scalar, report: Report, folder: Path) -> Path:
    """A path below the project's folder: the file may come from a stranger."""
    path = Path(given.text)
    try:
        # Links count too: a folder in a repository may be a link to anywhere.
        inside = not path.is_absolute() and _real(folder / path).is_relative_to(_real(folder))
    except (OSError, ValueError, RuntimeError):
        inside = False
    if not inside:
        message = f"{given.text!r} is not below the project's folder"
        hint = f"name a path below the folder of {PROJECT_FILE}, or use a flag."
        report.error(given, "outside-project", message, hint)
        return folder
    return folder / path


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _over(project: Settings, person: Settings) -> Settings:
    """The project's word, then the person's; keys command by command."""
    return msgspec.structs.replace(
        project,
        annotator=project.annotator or person.annotator,
        theme=project.theme or person.theme,
        mouse=person.mouse if project.mouse is None else project.mouse,
        keys=MappingProxyType({**person.keys, **project.keys}),
    )
