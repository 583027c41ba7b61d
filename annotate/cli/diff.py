"""`annotate diff`: what differs between annotation files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path

import click

from annotate.cli import options, output
from annotate.cli.bar import Bar
from annotate.cli.comparing import Comparing
from annotate.cli.delivery import deliver, refuse_input
from annotate.cli.pager import paged
from annotate.cli.projects import Projects
from annotate.cli.sides import sides
from annotate.cli.sources import Schemas
from annotate.core.compare.comparison import Wanted
from annotate.core.compare.differences import Kind
from annotate.core.nearest import did_you_mean
from annotate.errors import Findings, Usage
from annotate.report.diff import stat as stats
from annotate.report.diff.pair import Pair
from annotate.report.diff.text import Look
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


@click.command(short_help="Show what differs between annotation files.", cls=_Command, groups=_GROUPS)
@click.argument("names", nargs=-1, metavar="A B | [REV [REV]] [-- PATH...]")
@click.option("--only", multiple=True, metavar="KIND,…", callback=_kinds, help="Only these kinds of differences.")
@click.option("--ignore", multiple=True, metavar="KIND,…", callback=_kinds, help="All but these kinds.")
@click.option("--label", multiple=True, metavar="LABEL", help="Only this label or relation; may be repeated.")
@click.option("--all", "everything", is_flag=True, help="Attributes, too, that the schema does not want compared.")
@click.option("--stat", is_flag=True, help="Only how much differs, a line for each pair of files.")
@click.option(
    "--context",
    type=int,
    default=0,
    callback=options.not_negative,
    metavar="N",
    help="So many paragraphs around each.",
)
@click.option("--word", "brief", is_flag=True, help="Only the words around what is marked.")
@options.form(Form)
@options.output("Write it there, not to standard output.")
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
    refuse_input(out, [path for match in matches for path in match.paths])
    comparing = Comparing(Schemas(Projects(settings)), Wanted(only, ignore, frozenset(label)), everything)
    paging = pager and form is Form.TEXT and out is None and not quiet
    look = Look(columns(out), output.color() and out is None, context, brief)
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
            return text_pieces(pairs, look)


def text_pieces(pairs: Iterator[Pair], look: Look) -> Iterator[str]:
    """The pairs of files that differ, as text, with an empty line between two."""
    from annotate.report.diff.text import lines

    for number, pair in enumerate(pairs):
        yield "\n" if number else ""
        for line in lines(pair, look):
            yield f"{line}\n"


def columns(out: Path | None) -> int:
    """How wide the text is: as the terminal, if it goes there."""
    to_terminal = out is None and output.to_terminal()
    return shutil.get_terminal_size((COLUMNS, 24)).columns if to_terminal else COLUMNS
