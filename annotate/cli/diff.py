"""`annotate diff`: what differs between annotation files."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import chain
from pathlib import Path

import click
from msgspec.structs import replace

from annotate.cli import options, output
from annotate.cli.bar import Bar
from annotate.cli.delivery import deliver, refuse_input
from annotate.cli.failures import words
from annotate.cli.journals import behind
from annotate.cli.pager import paged
from annotate.cli.sides import Match, sides
from annotate.cli.sources import Schemas
from annotate.core.compare.comparison import Comparison, Wanted, labels_of
from annotate.core.compare.differences import Kind
from annotate.core.nearest import did_you_mean
from annotate.core.records import DocumentRecord
from annotate.core.schema import Schema
from annotate.errors import AnnotateError, Findings, Usage
from annotate.report.diff import stat as stats
from annotate.report.diff.pair import Pair
from annotate.report.diff.text import Look
from annotate.store.comparing import compare_sources
from annotate.store.project import load_settings

COLUMNS = 80
_PATHS = "annotate.diff.paths"
_GROUPS = {
    "What is told": ("only", "ignore", "label", "everything"),
    "How it is shown": ("stat", "context", "brief", "form", "out", "pager"),
    "For scripts": ("exit_code", "quiet"),
}


class Form(str, Enum):
    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


class _Command(options.Grouped):
    """Knows what stands behind `--`: paths, even if there are revisions of that name."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if "--" in args:
            at = args.index("--")
            args, ctx.meta[_PATHS] = args[:at], args[at + 1 :]
        return super().parse_args(ctx, args)


def _kinds(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> frozenset[Kind]:
    names = [part.strip() for each in given for part in each.split(",")]
    return frozenset(_kind(name) for name in names if name)


def _kind(name: str) -> Kind:
    try:
        return Kind(name)
    except ValueError:
        kinds = [kind.value for kind in Kind]
        hint = did_you_mean(name, kinds) or f"the kinds are {', '.join(kinds)}."
        raise Usage(f"There is no kind of difference {name!r}.", slug="usage", hint=hint) from None


def _not_negative(_context: click.Context, _parameter: click.Parameter, number: int) -> int:
    if number < 0:
        raise click.BadParameter(f"{number} is below 0.")
    return number


@click.command(short_help="Show what differs between annotation files.", cls=_Command, groups=_GROUPS)
@click.argument("names", nargs=-1, metavar="A B | [REV [REV]] [-- PATH...]")
@click.option("--only", multiple=True, metavar="KIND,…", callback=_kinds, help="Only these kinds of differences.")
@click.option("--ignore", multiple=True, metavar="KIND,…", callback=_kinds, help="All but these kinds.")
@click.option("--label", multiple=True, metavar="LABEL", help="Only what is about this label or kind of relation.")
@click.option("--all", "everything", is_flag=True, help="Attributes, too, that the schema does not want compared.")
@click.option("--stat", is_flag=True, help="Only how much differs, a line for each pair of files.")
@click.option(
    "--context",
    type=int,
    default=0,
    callback=_not_negative,  # click's own range shows itself in the help as a formula
    metavar="N",
    help="So many paragraphs around each.",
)
@click.option("--word", "brief", is_flag=True, help="Only the words around what is marked.")
@click.option(
    "--format",
    "form",
    type=click.Choice([each.value for each in Form]),
    default=Form.TEXT.value,
    show_default=True,
    callback=lambda _context, _parameter, value: Form(value),
    help="How to print the result.",
)
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Write it there, not to standard output.",
)
@click.option("--pager/--no-pager", default=True, help="On a terminal, page by page (GIT_PAGER, PAGER, less).")
@click.option("--exit-code/--no-exit-code", default=True, help="Exit 1 if something differs (so by default), or 0.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing, only exit 1 if something differs.")
@click.pass_context
def diff(
    ctx: click.Context,
    names: tuple[str, ...],
    only: frozenset[Kind],
    ignore: frozenset[Kind],
    label: tuple[str, ...],
    everything: bool,
    stat: bool,
    context: int,
    brief: bool,
    form: Form,
    out: Path | None,
    pager: bool,
    exit_code: bool,
    quiet: bool,
) -> None:
    """Show what differs between annotation files, paragraph by paragraph.

    \b
    annotate diff A B            two files, perhaps of two annotators; two folders
    annotate diff REV            what was changed since a revision of git
    annotate diff REV REV        between two; also REV..REV and REV...REV
    annotate diff REV -- PATH    only these files and folders
    annotate diff REV:FILE FILE  a file as it was

    Without A and B, what was changed since the last commit. Below the text `-` marks what the left
    side has, `+` what the right side has, `~` where they differ in something else. Times and who
    decided are no difference. The kinds of differences are:
    added, removed, relabeled, borders, attribute, relation-added, relation-removed, relation,
    decision, label, note, flag, text.

    Exits 0 if nothing differs, 1 if something does, 3 if a file cannot be read.
    """
    settings = load_settings(Path.cwd(), os.environ)
    matches = sides(names, ctx.meta.get(_PATHS), settings)
    out = None if out == Path("-") else out
    refuse_input(out, [path for match in matches for path in match.paths])
    comparing = _Comparing(Schemas((), settings), Wanted(only, ignore, frozenset(label)), everything)
    paging = pager and form is Form.TEXT and out is None and not quiet
    look = Look(_columns(out), output.color() and out is None, context, brief)
    with paged(paging) as is_paged, Bar(len(matches), _nothing if is_paged else None) as bar:
        pairs = comparing.pairs(bar.watch(matches))
        if quiet:
            for _ in pairs:
                pass
        else:
            _deliver(_pieces(pairs, form, stat, look), form, out)
    comparing.miss_labels()
    for line in comparing.notes:
        output.note(line)
    if not quiet and form is Form.TEXT and len(matches) > 1:
        output.note(stats.summary(comparing.differing, len(matches), comparing.kinds))
    status = Findings.exit_code if comparing.differing and exit_code else 0
    raise SystemExit(comparing.worst or status)


class _Comparing:
    """Compares pair after pair; what fails is noted, and the others are compared all the same.

    The notes are for later: a pager may have the terminal.
    """

    def __init__(self, schemas: Schemas, wanted: Wanted, everything: bool) -> None:
        self._schemas = schemas
        self._wanted = wanted
        self._everything = everything
        self.worst = 0
        self.differing = 0
        self.kinds: Counter[Kind] = Counter()
        self._labels: dict[str, None] | None = {}
        self.notes: list[str] = []

    def pairs(self, matches: Iterable[Match]) -> Iterator[Pair]:
        for match in matches:
            for late in behind(match.paths):
                self.notes.append(f"{late.path}: {late.message}; {late.hint}")
            try:
                pair = self._pair(match)
            except AnnotateError as error:
                self.worst = max(self.worst, error.exit_code)
                self.notes += words(error)
                continue
            if pair.differs:
                self.differing += 1
                self.kinds += pair.kinds
                yield pair

    def _pair(self, match: Match) -> Pair:
        if match.left is None or match.right is None:
            return Pair(match.left.name if match.left else "", match.right.name if match.right else "")
        found = compare_sources(match.left, match.right, self._is_symmetric)
        if not found.differences:
            return Pair(match.left.name, match.right.name, found)
        if found.left.document != found.right.document:
            about = f"{found.left.document!r} and {found.right.document!r}"
            self.notes.append(f"{match.right.name}: the sides are about different documents, {about}")
        schema = self._schema(found.right)
        self._learn_labels(found, schema)
        wanted = self._wanted if self._everything else replace(self._wanted, schema=schema)
        return Pair(match.left.name, match.right.name, wanted.of(found), schema)

    def _learn_labels(self, found: Comparison, schema: Schema | None) -> None:
        """A label that no schema has is a slip, if it is not that of an earlier version."""
        if schema is None:
            self._labels = None
        if schema is None or self._labels is None or not self._wanted.labels:
            return
        told = (labels_of(each) for block in found.differences for each in block.differences)
        self._labels |= dict.fromkeys((*schema.labels, *schema.relations, *chain.from_iterable(told)))

    def miss_labels(self) -> None:
        """Says of labels that were asked for and are nowhere that they are not: else a slip of the
        finger would look as if nothing differed."""
        known = self._labels or {}
        for label in sorted(self._wanted.labels) if known else ():
            if label not in known:
                hint = did_you_mean(label, known) or f"there are {', '.join(known)}."
                error = Usage(f"There is no label or relation {label!r}.", slug="usage", hint=hint)
                self.worst = max(self.worst, error.exit_code)
                self.notes += words(error)

    def _is_symmetric(self, about: DocumentRecord, name: str) -> bool:
        schema = self._schema(about)
        relation = schema.relations.get(name) if schema else None
        return relation is not None and relation.symmetric

    def _schema(self, about: DocumentRecord) -> Schema | None:
        return self._schemas.find(about.schema, about.schema_version)


def _nothing(_line: str) -> None:
    """Shows no progress: there is a pager in front."""


def _deliver(pieces: Iterable[str], form: Form, out: Path | None) -> None:
    if out is None and form in (Form.MARKDOWN, Form.HTML):
        for piece in pieces:
            output.data(piece.encode("utf-8", "backslashreplace"))
    else:
        deliver(pieces, out)


def _pieces(pairs: Iterator[Pair], form: Form, stat: bool, look: Look) -> Iterator[str]:
    if stat and form is Form.TEXT:
        return (stats.line(pair) + "\n" for pair in pairs)
    match form:
        case Form.JSON:
            from annotate.report.diff import objects

            return objects.pieces(pairs)
        case Form.MARKDOWN:
            from annotate.report.diff import markdown

            return markdown.pieces(pairs, look)
        case Form.HTML:
            from annotate.report.diff import html

            return html.pieces(pairs, look)
        case _:
            return _text(pairs, look)


def _text(pairs: Iterator[Pair], look: Look) -> Iterator[str]:
    from annotate.report.diff.text import lines

    for number, pair in enumerate(pairs):
        yield "\n" if number else ""
        for line in lines(pair, look):
            yield f"{line}\n"


def _columns(out: Path | None) -> int:
    to_terminal = out is None and output.to_terminal()
    return shutil.get_terminal_size((COLUMNS, 24)).columns if to_terminal else COLUMNS
