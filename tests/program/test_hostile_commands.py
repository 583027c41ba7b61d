"""Every command there is, on files full of what drives terminals: none of it gets through.

What the screen of `label` shows is tried in `test_hostile_text`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import pytest

from annotate.cli.git import COMMANDS as GIT_COMMANDS
from annotate.cli.group import COMMANDS
from annotate.cli.schema import COMMANDS as SCHEMA_COMMANDS
from annotate.core import edit
from annotate.core.records import Record, SpanRecord
from annotate.core.schema import Value
from annotate.store.annotations import encode
from annotate.store.desk import open_desk
from annotate.store.documents import read_document
from annotate.store.schemas import load_schema
from tests.program.child import command, executable
from tests.program.payloads import TYPICAL
from tests.program.terminal import Terminal
from tests.program.test_hostile_text import AROUND, is_safe, is_shown

PAYLOADS = {name: each for name, each in TYPICAL.items() if not set(each) & set("\r\n\0/")}
EVIL = " ".join(map(AROUND.format, PAYLOADS.values()))
# Control characters and line separators are refused in schemas, even as escapes.
UNSEEN = " ".join(
    AROUND.format(each) for each in PAYLOADS.values() if not re.search("[\0-\x1f\x7f-\x9f\u2028\u2029]", each)
)
EACH = ("text", "json", "markdown", "html")
FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit")
OURS = ("kept/article.alice.ann.jsonl",)
AT = "2026-01-01T10:00:00Z"

CALLS: Mapping[str, Sequence[Sequence[str]]] = {
    "validate": [
        *(["validate", "exports", "broken", "schemas", "--format", each] for each in FORMATS),
        ["validate", "{name}.ann.jsonl"],
        ["validate", "{name}.yaml"],
        ["validate", "--select", "{name}", "exports"],
        ["validate", "--schema", "{name}", "exports"],
    ],
    "format": [["format", "--check", "exports", "broken"], ["format", "--diff", "untidy"], ["format", "{name}.x"]],
    "diff": [
        *(["diff", "exports", "other", "--no-pager", "--format", each] for each in EACH),
        ["diff", "exports/article.alice.ann.jsonl", "other/article.bob.ann.jsonl", "--word", "--no-pager"],
        ["diff", "exports", "other", "--stat", "--no-pager"],
        ["diff", "exports", "again", "--no-pager"],
        ["diff", "exports", "broken", "--no-pager"],
        ["diff", "{name}", "--", "{name}"],
        ["diff", "{name}", "exports", "--only", "{name}"],
    ],
    "status": [["status", "exports"], ["status", "exports", "--format", "json"], ["status", "{name}"]],
    "agree": [
        *(["agree", "exports", "other", "--disagreements", "--format", each] for each in (*EACH[:2], "csv", "html")),
        ["agree", "broken", "exports"],
        ["agree", "exports", "--label", "{name}"],
        ["agree", "exports", "--min", "{name}"],
        ["agree", "{name}.csv"],
    ],
    "merge": [
        ["merge", "/dev/null", "exports/article.alice.ann.jsonl", "clash/article.alice.ann.jsonl"],
        ["merge", "/dev/null", "kept/article.alice.ann.jsonl", "clash/article.alice.ann.jsonl", "-o", "m", "--force"],
        ["merge", "/dev/null", "kept/article.alice.ann.jsonl", "clash/article.alice.ann.jsonl", "-o", "{name}"],
        ["merge", "{name}", "broken/article.bob.ann.jsonl", "{name}"],
    ],
    "git enable": [["git", "enable"], ["git", "enable", "{name}"]],
    "git status": [["git", "status"]],
    "git disable": [["git", "disable"]],
    "git textconv": [
        ["git", "textconv", "exports/article.alice.ann.jsonl"],
        ["git", "textconv", "broken/article.bob.ann.jsonl"],
        ["git", "textconv", "{name}"],
    ],
    "git merge-driver": [
        ["git", "merge-driver", "/dev/null", *OURS, "broken/article.bob.ann.jsonl", "7", "{name}"],
        ["git", "merge-driver", "/dev/null", *OURS, "clash/article.alice.ann.jsonl", "7", "{name}"],
    ],
    "git mergetool": [
        ["git", "mergetool", "/dev/null", *OURS, "broken/article.bob.ann.jsonl", "{name}"],
        ["git", "mergetool", "/dev/null", *OURS, "broken/article.bob.ann.jsonl", "broken/article.bob.ann.jsonl"],
        ["git", "mergetool", "/dev/null", *OURS, *OURS, *OURS],
    ],
    "git difftool": [
        ["git", "difftool", "--no-pager", *OURS, "again/article.alice.ann.jsonl", "{name}.ann.jsonl"],
        ["git", "difftool", "--no-pager", *OURS, "clash/article.alice.ann.jsonl", "x.ann.jsonl"],
        ["git", "difftool", "--no-pager", "{name}", "{name}", "{name}"],
        ["git", "difftool", "--no-pager", "exports", "other"],
    ],
    "review": [
        ["review", "kept", "other", "-o", "reviewed", "--schema", "schemas/hostile.yaml", "--list"],
        ["review", "kept", "other", "-o", "r", "--schema", "schemas/hostile.yaml", "--list", "--format", "json"],
        ["review", "kept", "other", "-o", "reviewed", "--schema", "schemas/hostile.yaml", "--list", "--blind"],
        ["review", "kept", "again", "-o", "reviewed", "--schema", "schemas/hostile.yaml", "--list"],
        ["review", "kept", "broken", "-o", "reviewed", "--schema", "schemas/hostile.yaml"],
        ["review", "kept", "-o", "{name}", "--annotator", "{name}", "--list"],
        ["review", "{name}"],
    ],
    "recover": [["recover", "exports"], ["recover", "{name}"]],
    "reanchor": [
        ["reanchor", "kept", "--to", "changed.txt"],
        ["reanchor", "kept", "--to", "changed.txt", "--format", "json"],
        ["reanchor", "broken", "--to", "{name}"],
    ],
    "schema list": [["schema", "list"]],
    "schema show": [
        *(["schema", "show", "schemas/hostile.yaml", "--format", each] for each in ("text", "html", "markdown")),
        ["schema", "show", "schemas/hostile.yaml", "--label", "{name}"],
        ["schema", "show", "{name}"],
    ],
    "schema diff": [
        ["schema", "diff", "schemas/hostile.yaml", "schemas/next.yaml", "kept"],
        ["schema", "diff", "schemas/hostile.yaml", "schemas/next.yaml", "kept", "--format", "json"],
        ["schema", "diff", "schemas/hostile.yaml", "schemas/next.yaml", "kept", "--format", "markdown"],
        ["schema", "diff", "{name}", "HEAD:{name}"],
    ],
    "schema migrate": [
        ["schema", "migrate", "kept", "--to", "schemas/next.yaml", "--allow-loss"],
        ["schema", "migrate", "broken", "--to", "schemas/next.yaml"],
        ["schema", "migrate", "kept", "--to", "{name}"],
    ],
    "schema json-schema": [["schema", "json-schema"]],
    "schema new": [
        ["schema", "new", "new.yaml", "--title", "{name}", "a", "{name}"],
        ["schema", "new", "{name}/x.yaml", "a"],
    ],
    "label": [["label", "{name}.txt"], ["label", "--schema", "{name}", "changed.txt"]],
}


def schema(version: str, help: str, more: str = "") -> str:
    text = json.dumps(help, ensure_ascii=False)
    return f"""\
id: hostile
version: {version}
title: {text}
principles: [{text}]
labels:
  claim:
    key: c
    help: {text}
    guideline: [{text}]
    do: [{{text: {text}, mark: zebra, why: {text}}}]
    attributes: {{kind: {{type: enum, values: {{a: {text}, b: {text}}}}}, said: {{type: string, help: {text}}}}}
  source: {{key: s, help: {text}}}
{more}"""


MIGRATION = """\
migrations:
  - {from: 1.0.0, to: 2.0.0, steps: [{drop_attribute: {label: claim, name: said, keep: note}}]}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Payloads in a document, its annotations, a journal, schemas and broken files."""
    monkeypatch.chdir(tmp_path)
    for name in ("schemas", "broken", "kept", "untidy"):
        Path(name).mkdir()
    text = "\n\n".join(map(AROUND.format, PAYLOADS.values()))
    Path("article.txt").write_text(text, encoding="utf-8", newline="")
    Path("changed.txt").write_text(text.replace("quokka", "numbat"), encoding="utf-8", newline="")
    Path("schemas/hostile.yaml").write_text(schema("1.0.0", UNSEEN), encoding="utf-8")
    later = schema("2.0.0", f"{UNSEEN} zebra", MIGRATION).replace(", said", ", unsaid")
    Path("schemas/next.yaml").write_text(later, encoding="utf-8")
    Path("schemas/wrong.yaml").write_text(f"labels: [{json.dumps(EVIL)}]\n{json.dumps(EVIL)}: 1\n", encoding="utf-8")
    exports(Path("exports"))
    lines = Path("exports/article.alice.ann.jsonl").read_text(encoding="utf-8")
    Path("kept/article.alice.ann.jsonl").write_text(lines, encoding="utf-8")
    Path("broken/article.bob.ann.jsonl").write_text("".join(broken(lines)), encoding="utf-8")
    others(lines)
    clashing(lines)
    Path("untidy/article.cat.ann.jsonl").write_text(lines.replace('","', '", "'), encoding="utf-8")
    return tmp_path


def others(lines: str) -> None:
    """What somebody else made of the same document, and of it as it was before."""
    for folder, text in (("other", lines), ("again", lines.replace("quokka", "numbat"))):
        Path(folder).mkdir()
        text = text.replace('"alice"', '"bob"').replace('"said":"', '"said":"so ')
        Path(folder, "article.bob.ann.jsonl").write_text(text, encoding="utf-8")


def clashing(lines: str) -> None:
    """What the same person made of it in another place."""
    Path("clash").mkdir()
    text = lines.replace('"said":"', '"said":"so ').replace('"note":"', '"note":"so ')
    Path("clash/article.alice.ann.jsonl").write_text(text, encoding="utf-8")


def exports(out: Path) -> None:
    """An annotation file with a payload wherever text is, and a journal that knows more."""
    document, known = read_document(Path("article.txt")), load_schema(Path("schemas/hostile.yaml"))
    desk = open_desk(document, known, "alice", out)
    said: Mapping[str, Value] = {"kind": "a", "said": EVIL}
    for n in range(1, len(document) + 1):
        place = document.paragraph(n)
        assert (
            desk.record(edit.create(desk.session, f"span{n:04}", AT, "claim", ((place.start, place.end),), said))
            is None
        )
        assert desk.record(edit.note(desk.session, AT, n, f"span{n:04}", EVIL)) is None
    assert desk.fold() is None
    assert desk.record(edit.note_document(desk.session, AT, 1, EVIL)) is None
    desk.close()


def broken(lines: str) -> Iterator[str]:
    """Each line wrong in a way that its message has to speak of."""
    wrong = json.dumps(EVIL)
    for number, line in enumerate(re.findall(".+\n", lines)):
        match number % 5:
            case 1:
                yield line.replace('"type":', f'{wrong}:1,"type":', 1)
            case 2:
                yield line.replace('"label":"claim"', f'"label":{wrong}').replace(
                    '"status":"todo"', f'"status":{wrong}'
                )
            case 3:
                yield line.replace('"id":"span', f'"id":{wrong[:-1]}')
            case 4 if '"quote"' in line:
                record = msgspec.json.decode(line, type=Record)  # type: ignore[arg-type]
                assert isinstance(record, SpanRecord)
                yield encode(msgspec.structs.replace(record, quote=EVIL)).decode() + "\n"
            case _:
                yield line


def test_every_command_is_tried() -> None:
    groups = {"schema": SCHEMA_COMMANDS, "git": GIT_COMMANDS}
    names = {row.name for row in COMMANDS if row.name not in groups}
    names |= {f"{group} {row.name}" for group, rows in groups.items() for row in rows}
    assert names == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_nothing_drives_the_terminal(project: Path, name: str) -> None:
    shown = False
    for call in CALLS[name]:
        for payload in PAYLOADS.values() if any("{name}" in word for word in call) else [""]:
            words = [word.replace("{name}", AROUND.format(payload)) for word in call]
            with Terminal(command(*words), columns=400) as terminal:
                assert terminal.wait() in (0, 1, 2, 3, *((129,) if "merge-driver" in words else ())), words
                output = bytes(terminal.output)
            assert is_safe(output), words
            shown = shown or is_shown(output.decode(errors="replace"), payload or EVIL[5:-6])
    assert shown or name in ("schema json-schema", "schema list", "status", "git status", "git disable")


@pytest.mark.parametrize("name", CALLS)
def test_nothing_stands_in_what_is_read_by_people_from_a_pipe(project: Path, name: str) -> None:
    for call in CALLS[name]:
        if any(each in call for each in ("json", "sarif", "junit", "gitlab", "github", "html", "markdown")):
            continue  # for programs, which get it escaped in their own way or as it is
        payload = next(iter(PAYLOADS.values()))
        words = [word.replace("{name}", AROUND.format(payload)) for word in call]
        done = subprocess.run(
            executable(*words), capture_output=True, stdin=subprocess.DEVNULL, env={**os.environ, "NO_COLOR": "1"}
        )
        assert is_safe(done.stdout) and is_safe(done.stderr), words
