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
from annotate.report.problems import unicode
from annotate.report.words import count, duration

BAR = 16
"""Columns of a bar."""

LABELS = 6
"""How many labels are told one by one."""

_COLUMNS = ("document", "annotator", "", "done", "flagged", "to do", "time", "pace", "annotations")
_NUMBERS = frozenset(("done", "flagged", "to do", "time", "pace"))


def table(rows: Sequence[Progress], width: int, color: bool, blocks: bool) -> str:
    """The table, `width` columns wide, safe to show; without `blocks` its bars are plain ASCII."""
    sheet = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in _COLUMNS:
        number = name in _NUMBERS
        sheet.add_column(name, justify="right" if number else "left", no_wrap=number or not name)
    for row in rows:
        sheet.add_row(*_cells(row, blocks))
    if len(rows) > 1:
        sheet.add_row(*_cells(total(rows), blocks), style="bold")
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
    console.print(sheet)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())


def to_json(rows: Sequence[Progress]) -> str:
    """One object: `documents`, a row for each file and each document without one. ASCII."""
    return json.dumps({"documents": [_object(row) for row in rows]}, indent=2)


def _cells(row: Progress, blocks: bool) -> list[Text]:
    if row.document and not row.started:
        rest = [Text("not started", style="dim"), *(Text() for _ in range(6))]
        return [Text(display(row.document)), Text(), *rest]
    return [
        Text(display(row.document) or "all"),
        Text(display(row.annotator)),
        _bar(row, blocks),
        Text(f"{row.done}/{row.paragraphs}"),
        Text(str(row.flagged), style="yellow" if row.flagged else ""),
        Text(str(row.todo)),
        Text(duration(row.seconds)),
        Text(f"{row.pace:.0f} s" if row.pace is not None else ""),
        _annotations(row),
    ]


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


def _annotations(row: Progress) -> Text:
    parts = [f"{display(label)} {number}" for label, number in [*row.labels.items()][:LABELS]]
    more = len(row.labels) - LABELS
    told = ", ".join((*parts, f"{count(more, 'label')} more") if more > 0 else parts)
    return Text(f"{row.annotations}: {told}" if told else "0")


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
