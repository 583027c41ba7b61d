"""How far everybody is: a table with bars for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from io import StringIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from annotate.core.display import display
from annotate.core.progress import Progress, total
from annotate.report.objects import unicode
from annotate.report.words import duration

BAR = 10
"""Columns of a bar."""

NARROW = 72
"""Columns, below which times are left out, so that names have room."""

_BAR = ""
_NUMBERS = ("done", "flag", "to do", "time", "pace")


def table(rows: Sequence[Progress], width: int, color: bool, blocks: bool) -> str:
    """Who is how far, and below it which labels were used; lines of at most `width` columns, safe
    to show. Without `blocks` the bars are plain ASCII."""
    whole = [*rows, total(rows)] if len(rows) > 1 else rows
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
    )
    console.print(_progress(whole, width, blocks))
    if any(row.annotations for row in rows):
        console.print()
        console.print(_annotations(whole))
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())


def to_json(rows: Sequence[Progress]) -> str:
    """One object: `documents`, a row for each file and each document without one. ASCII."""
    return json.dumps({"documents": [_object(row) for row in rows]}, indent=2)


def _progress(rows: Sequence[Progress], width: int, blocks: bool) -> Table:
    hidden = ("time", "pace") if width < NARROW else ()
    sheet = _sheet("document", "annotator", _BAR, *(name for name in _NUMBERS if name not in hidden))
    for row in rows:
        cells = {
            "done": Text(f"{row.done}/{row.paragraphs}"),
            "flag": Text(str(row.flagged), style="yellow" if row.flagged else ""),
            "to do": Text(str(row.todo)),
            "time": Text(duration(row.seconds)),
            "pace": Text(f"{row.pace:.0f} s" if row.pace is not None else ""),
        }
        if row.document and not row.started:
            sheet.add_row(*_names(row), Text("not started", style="dim"))
        elif row.unfiled:
            sheet.add_row(*_names(row), Text("in the journal only", style="yellow"))
        else:
            shown = [cell for name, cell in cells.items() if name not in hidden]
            sheet.add_row(*_names(row), _bar(row, blocks), *shown)
    return sheet


def _annotations(rows: Sequence[Progress]) -> Table:
    sheet = _sheet("document", "annotator", "annotations", "labels")
    for row in rows:
        if row.annotations:
            told = ", ".join(f"{display(label)} {number}" for label, number in row.labels.items())
            sheet.add_row(*_names(row), Text(str(row.annotations)), Text(told))
    return sheet


def _sheet(*names: str) -> Table:
    """An empty table. What is too long goes on in the next line, except numbers."""
    sheet = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in names:
        number = name in (*_NUMBERS, "annotations")
        sheet.add_column(
            name,
            justify="right" if number else "left",
            no_wrap=number or name == _BAR,
            overflow="fold",
        )
    return sheet


def _names(row: Progress) -> tuple[Text, Text]:
    return Text(display(row.document) or "all"), Text(display(row.annotator))


def _bar(row: Progress, blocks: bool) -> Text:
    """Done, flagged and to do in proportion; what there is shows, and only all is full."""
    done_sign, flagged_sign, todo_sign = "█▒░" if blocks else "#!."
    done, flagged = _share(row.done, row.paragraphs), _share(row.flagged, row.paragraphs)
    done = min(done, BAR - flagged)
    return Text.assemble(
        (done_sign * done, "green"),
        (flagged_sign * flagged, "yellow"),
        (todo_sign * (BAR - done - flagged), "dim"),
    )


def _share(part: int, whole: int) -> int:
    if not part:
        return 0
    return BAR if part == whole else min(BAR - 1, max(1, round(BAR * part / whole)))


def _object(row: Progress) -> dict[str, object]:
    return {
        "document": unicode(row.document),
        "annotator": unicode(row.annotator) if row.started else None,
        "started": row.started,
        "paragraphs": row.paragraphs,
        "done": row.done,
        "flagged": row.flagged,
        "todo": row.todo,
        "annotations": row.annotations,
        "labels": {unicode(label): number for label, number in row.labels.items()},
        "relations": row.relations,
        "seconds": row.seconds,
        "seconds_per_paragraph": row.pace,
        "paragraphs_per_hour": None if row.per_hour is None else round(row.per_hour, 1),
        "last_decision": unicode(row.at) or None,
    }
