"""docs/evolution.md tells a story; here it is played."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from pathlib import Path

from annotate.core.records import SpanRecord
from annotate.store.annotations import read_annotations

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "evolution.md").read_text("utf-8")
GIT = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
TEXT = "Ana Brel says the pier is safe. The rowers fear it is not."
FILE = "".join(
    f"{line}\n"
    for line in (
        '{"type":"document","format":1,"document":"pier","source":"corpus/pier.txt","sha256":"'
        + "0" * 64
        + '","encoding":"utf-8","schema":"ferry","schema_version":"1.0.0","annotator":"ana"}',
        '{"type":"paragraph","n":1,"start":0,"text":"' + TEXT + '","status":"done"}',
        '{"type":"span","id":"aaaaaaaa","label":"person","start":0,"end":8,"quote":"Ana Brel","origin":"human"}',
        '{"type":"span","id":"bbbbbbbb","label":"statement","start":14,"end":30,"quote":"the pier is safe",'
        '"attributes":{"tone":"calm","mood":"grim"},"origin":"human"}',
        '{"type":"span","id":"cccccccc","label":"group","start":32,"end":42,"quote":"The rowers","origin":"human"}',
        '{"type":"span","id":"dddddddd","label":"statement","start":48,"end":57,"quote":"it is not","origin":"human"}',
    )
)


def blocks(language: str) -> list[str]:
    """The code on the page, without what it is indented by."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", PAGE, re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(code) for _, code in found]


def annotate(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    arguments = command.removeprefix("$ annotate ").split()
    called = [sys.executable, "-m", "annotate", *arguments]
    return subprocess.run(called, cwd=folder, capture_output=True, text=True, check=False)


def test_the_story_on_the_page_is_what_happens(tmp_path: Path) -> None:
    old, new, migrations = blocks("yaml")
    first, dry, gate = (each.strip() for each in blocks("console"))
    (table,) = blocks("text")
    schema = tmp_path / "schemas" / "ferry.yaml"
    file = tmp_path / "exports" / "pier.ana.ann.jsonl"
    for path, content in ((schema, old), (file, FILE)):
        path.parent.mkdir()
        path.write_text(content, encoding="utf-8")
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "one"]):
        subprocess.run([*GIT, *arguments], cwd=tmp_path, check=True, capture_output=True)

    schema.write_text(new, encoding="utf-8")
    told = annotate(tmp_path, first).stdout
    assert "needs migration" in told
    assert re.findall(r"label '(\w+)' is removed \(\d uses? in 1 file", told) == ["statement", "person", "group"]
    assert "- rename_label: {statement: claim}" in told

    schema.write_text(new + migrations, encoding="utf-8")
    gated = gate.replace("origin/main", "HEAD")
    assert annotate(tmp_path, gated).returncode == 0
    shown = annotate(tmp_path, dry)
    assert shown.stdout == table
    assert (shown.returncode, "[lossy-migration]" in shown.stderr) == (1, True)
    assert file.read_text("utf-8") == FILE

    assert annotate(tmp_path, f"{dry} --write --allow-loss").returncode == 0
    spans = [each.record for each in read_annotations(file).entries if isinstance(each.record, SpanRecord)]
    assert [(each.label, each.note) for each in spans] == [
        ("source", '2.0.0: label was "person"'),
        ("claim", '2.0.0: mood was "grim"'),
        ("source", '2.0.0: label was "group"'),
        ("claim", ""),
    ]
