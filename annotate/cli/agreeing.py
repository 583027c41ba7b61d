"""Annotation files or tables in, figures out."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from annotate.cli import output
from annotate.cli.bar import Bar
from annotate.cli.confusions import confusions
from annotate.cli.journals import behind
from annotate.cli.projects import Projects, schema_named
from annotate.cli.ratings import SUFFIXES, positions, read_table
from annotate.cli.side_by_side import Side, annotators, documents, pages
from annotate.cli.sources import Schemas
from annotate.cli.targets import annotation_files
from annotate.cli.wish import Wish
from annotate.core.agreement.collecting import EVERYTHING, Collection, Study
from annotate.core.agreement.fields import Fields
from annotate.core.agreement.figures import figures
from annotate.core.agreement.subjects import Kind, Scale, Subject, Unit
from annotate.core.agreement.tokens import TOKENIZER
from annotate.core.agreement.unlike import Unlike
from annotate.core.schema import Schema
from annotate.errors import Findings, Usage
from annotate.report.agreement.result import Behind, Result, Said
from annotate.store.project import kept, load_settings
from annotate.store.schemas import load_schema

LARGE = 1 << 20
"""Bytes of an annotation file, of which the single paragraphs are drawn for intervals."""

RATINGS = Subject(Unit.ITEM, Kind.RATINGS)


def result_of(paths: Sequence[Path], wish: Wish) -> Result:
    """Raises Usage if there is nothing to compare, Findings if files cannot be, Unreadable."""
    tables = [path for path in paths if path.suffix in SUFFIXES]
    if tables and len(tables) < len(paths):
        message = "Tables of ratings and annotation files cannot be compared with each other."
        raise Usage(message, slug="usage", hint="call the command once for each kind.")
    return _of_tables(tables, wish) if tables else _of_files(paths, wish)


def _of_tables(paths: Sequence[Path], wish: Wish) -> Result:
    tables = [read_table(path) for path in paths]
    names = positions(tables)
    fields = Fields()
    for table in tables:
        order = [table.annotators.index(name) if name in table.annotators else None for name in names]
        for pattern, number in table.ratings.items():
            fields.rate_as_is(RATINGS, tuple(None if i is None else pattern[i] for i in order), number)
        fields.close()
    study = Study(tuple(names), fields, Counter(), lambda _subject: Scale(), lambda _subject: (), len(tables), 0, {}, 0)
    return _result(study, wish, 0, "")


def _of_files(paths: Sequence[Path], wish: Wish) -> Result:
    settings = load_settings(Path.cwd(), os.environ)
    if not paths:
        folder = kept(settings)
        if folder is None:
            hint = "name annotation files or folders of them."
            raise Usage("There is nothing to compare.", slug="usage", hint=hint)
        paths = (folder,)
    files = annotation_files(paths)
    late = list(behind(files))
    for each in late:
        output.note(f"{each.path}: {each.message} [unfolded-journal]")
    found = documents(files)
    groups = {name: sides for name, sides in found.items() if len(sides) > 1}
    if not groups:
        hint = "name files of several annotators: <document>.<annotator>.ann.jsonl"
        raise Usage("No document has the files of two annotators.", slug="usage", hint=hint)
    schema = _schema(groups, wish, Projects(settings))
    names = annotators(groups.values())
    run = _run(*groups.values()) if wish.resamples and len(groups) == 1 else 0
    collection = Collection(names, schema, _units(wish), wish.disagreements, run)
    if "gamma" in wish.names:
        from annotate.cli.gamma import measure

        collection.align(measure(wish.seed), wish.wants)
    told = list(_read(groups, names, collection, wish))
    study = collection.study()
    about = next(iter(groups.values()))[0].record
    return _result(study, wish, len(found) - len(groups), f"{about.schema} {about.schema_version}", told)


def _read(
    groups: Mapping[str, Sequence[Side]], names: Sequence[str], collection: Collection, wish: Wish
) -> Iterator[Behind]:
    """Everything is read and counted; what is unlike comes out, if that is wanted."""
    place = {name: i for i, name in enumerate(names)}
    with Bar(len(groups), thing="document") as bar:
        for name, each in bar.watch(groups.items()):
            sides = {place[side.record.annotator]: side for side in each}
            for page in pages(sides):
                for unlike in collection.page(page):
                    if wish.wants(unlike.subject):
                        yield _behind(name, unlike, sides)
            for unlike in collection.close({i: side.record for i, side in sides.items()}):
                if wish.wants(unlike.subject):
                    yield _behind(name, unlike, sides)


def _behind(document: str, unlike: Unlike, sides: Mapping[int, Side]) -> Behind:
    said = tuple(
        Said(
            sides[each.annotator].record.annotator,
            f"{sides[each.annotator].path}:{each.line}" if each.line else str(sides[each.annotator].path),
            each.answer,
        )
        for each in unlike.said
    )
    return Behind(unlike.subject, document, unlike.quote, said, unlike.count)


def _run(sides: Sequence[Side]) -> int:
    """How many neighboring paragraphs of a single document are drawn together: one, unless there are
    so many that drawing them takes long."""
    return 1 + max(_size(side.path) for side in sides) // LARGE


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # reading it says what is wrong
        return 0


def _schema(groups: Mapping[str, Sequence[Side]], wish: Wish, projects: Projects) -> Schema | None:
    sides = [side for each in groups.values() for side in each]
    first = sides[0].record
    for side in sides:
        if side.record.schema != first.schema:
            message = (
                f"{side.path}:1: cannot be compared with {sides[0].path}: "
                f"they follow different schemas: {side.record.schema} and {first.schema}"
            )
            raise Findings(message, slug="cannot-compare", hint="compare files of one schema at a time.")
    if wish.schema:
        return load_schema(schema_named(wish.schema, projects, (side.path for side in sides)))
    schema = Schemas(projects).find(first, sides[0].path)
    if schema is None:
        output.note(f"The schema {first.schema!r} is not known here: every attribute is compared, as names.")
        output.note("Hint: Name it with --schema.")
    return schema


def _units(wish: Wish) -> frozenset[Unit]:
    return frozenset(map(Unit, wish.units)) or EVERYTHING


def _result(study: Study, wish: Wish, alone: int, schema: str, behind: Iterable[Behind] = ()) -> Result:
    with Bar(wish.resamples, thing="resample") as bar:
        found = figures(study, wish.names, wish.wants, wish.resamples, wish.seed, bar.watch)
    _check_labels(study, wish)
    return Result(
        annotators=study.annotators,
        documents=study.documents,
        alone=alone,
        paragraphs=study.paragraphs,
        undecided=study.undecided,
        excluded=study.alone,
        tokenizer=TOKENIZER,
        resamples=wish.resamples,
        seed=wish.seed,
        figures=tuple(found),
        confusions=tuple(confusions(study, wish)),
        behind=tuple(behind),
        schema=schema,
    )


def _check_labels(study: Study, wish: Wish) -> None:
    from annotate.core.nearest import did_you_mean

    known = dict.fromkeys(each.name for each in study.fields.subjects() if each.name)
    for label in wish.labels:
        if label not in known:
            hint = did_you_mean(label, known) or f"there are {', '.join(known) or 'none'}."
            raise Usage(f"Nothing is labeled {label!r}.", slug="usage", hint=hint)
