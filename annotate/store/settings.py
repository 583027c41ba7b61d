"""Reading the two files of settings: a project's and a person's."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import msgspec

from annotate.core.annotator import safe_name
from annotate.core.document import ParagraphMode
from annotate.core.problems import Place, Problem
from annotate.store.project import PROJECT_FILE, Keys, Settings, ThemeName
from annotate.store.reading import read_plain
from annotate.store.yaml.fields import Fields, scalars_of
from annotate.store.yaml.nodes import Mapping, Node, Scalar
from annotate.store.yaml.reading import read_node
from annotate.store.yaml.report import Report
from annotate.store.yaml.text import MAX_BYTES, YamlError

Reader = Callable[[Node, Report, Path], Settings]


def read_project(path: Path) -> tuple[Settings | None, tuple[Problem, ...]]:
    """A project's file with what is wrong in it. Raises Unreadable."""
    return _read(path, _project)


def read_person(path: Path) -> tuple[Settings | None, tuple[Problem, ...]]:
    """The same for a person's own."""
    return _read(path, _person)


def _read(path: Path, reader: Reader) -> tuple[Settings | None, tuple[Problem, ...]]:
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
