"""What is written for CI and editors: the hooks, the action and the examples of `docs/ci.md` are what
pre-commit, GitHub and GitLab take, and the commands in them run."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
ACTION = ROOT / "action.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
GUIDE = ROOT / "docs" / "ci.md"
Run = Any
Work = Any


def loaded(text: str) -> Any:
    return YAML(typ="safe").load(text)


def blocks(language: str) -> list[str]:
    text = GUIDE.read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def kind(block: str) -> str:
    """Whose configuration it is."""
    content = loaded(block)
    if "repos" in content:
        return "pre-commit"
    return "github-workflows" if "jobs" in content else "gitlab-ci"


def checked(schema: str, path: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def commands() -> Iterator[str]:
    """Every call of annotate in the guide."""
    for block in blocks("sh"):
        yield from block.splitlines()
    for block in blocks("yaml"):
        content = loaded(block)
        for job in (content.get("jobs") or {}).values():
            yield from (step["run"] for step in job["steps"] if "run" in step)
        yield from content.get("annotations", {}).get("script", ())


CALLS = [each for each in commands() if each.startswith("annotate ")]


@pytest.fixture
def project(work: Work) -> Path:
    """A project in which all is well."""
    work.annotate()
    for n in (2, 3):
        work.change(f'"status":"{"flagged" if n == 2 else "todo"}"', '"status":"done"')
    folder: Path = work.folder
    return folder


def test_the_hooks_are_what_pre_commit_takes() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(HOOKS)]
    assert subprocess.run(command, capture_output=True).returncode == 0


def test_the_action_is_what_github_takes() -> None:
    checked("vendor.github-actions", ACTION)


def test_the_guide_has_an_example_for_each() -> None:
    kinds = sorted(map(kind, blocks("yaml")))
    assert kinds == ["github-workflows"] * 3 + ["gitlab-ci", "pre-commit"]


@pytest.mark.parametrize("block", blocks("yaml"), ids=kind)
def test_the_examples_are_what_the_services_take(tmp_path: Path, block: str) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(block)
    if kind(block) != "pre-commit":
        checked(f"vendor.{kind(block)}", path)
        return
    command = [sys.executable, "-m", "pre_commit", "validate-config", str(path)]
    assert subprocess.run(command, capture_output=True).returncode == 0


def test_the_examples_name_what_there_is() -> None:
    hooks = {hook["id"] for hook in loaded(HOOKS.read_text())}
    inputs = set(loaded(ACTION.read_text())["inputs"])
    used = 0
    for block in map(loaded, blocks("yaml")):
        for repo in block.get("repos", ()):
            assert {hook["id"] for hook in repo["hooks"]} == hooks
        for job in (block.get("jobs") or {}).values():
            for step in job["steps"]:
                if step.get("uses") == "./.annotate":
                    used += 1
                    assert set(step.get("with", ())) <= inputs
    assert used == 2
    rows = re.findall(r"^\| `([\w-]+)` \|", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert set(rows) == hooks | inputs


def test_the_copy_of_the_guide_is_one_that_the_examples_can_use(tmp_path: Path) -> None:
    """And `annotate validate .` looks at nothing in it."""
    line = next(each for each in commands() if each.startswith("mkdir .annotate"))
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone, so there is nothing to make a copy of")
    command = line.replace("../annotate", shlex.quote(str(ROOT)))
    subprocess.run(["bash", "-eo", "pipefail", "-c", command], cwd=tmp_path, check=True, capture_output=True)
    for name in ("action.yml", "setup.cfg", "pyproject.toml", "annotate/__init__.py"):
        assert (tmp_path / ".annotate" / name).is_file()
    call = [sys.executable, "-m", "annotate", "validate", "."]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, env=environment())
    assert (done.returncode, done.stderr) == (0, "0 files checked: no problems\n")


@pytest.mark.parametrize("call", CALLS)
def test_the_commands_of_the_guide_run_where_all_is_well(run: Run, project: Path, call: str) -> None:
    (project / "exports" / "article.alice.ann.jsonl").touch()
    words = shlex.split(call.split("||")[0])[1:]
    if "<" in words:
        at = words.index("<")
        given = (project / words[at + 1]).read_bytes()
        command = [sys.executable, "-m", "annotate", *words[:at]]
        done = subprocess.run(command, cwd=project, input=given, capture_output=True, env=environment())
        assert (done.returncode, done.stdout) == (0, given)
    else:
        result = run(*words)
        assert result.status == 0, result


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def hook(id: str) -> Any:
    return next(each for each in loaded(HOOKS.read_text()) if each["id"] == id)


def taken(id: str, folder: Path) -> list[str]:
    """The files of a project that pre-commit gives the hook."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in names if re.search(hook(id)["files"], name))


@pytest.mark.parametrize(
    "id, files",
    [
        ("annotate-schemas", ["schemas/small.yaml"]),
        ("annotate-format", ["exports/article.alice.ann.jsonl"]),
        ("annotate-validate", ["exports/article.alice.ann.jsonl"]),
    ],
)
def test_each_hook_takes_its_files_and_lets_pass_what_is_well(
    run: Run, project: Path, id: str, files: list[str]
) -> None:
    assert taken(id, project) == files
    assert run(*hook(id)["entry"].split()[1:], *files).status == 0


def test_the_hooks_stop_what_is_not_well(run: Run, project: Path, work: Work) -> None:
    work.change('"id":"aaaaaaaa"', '"id": "aaaaaaaa"')
    work.schema.write_text("labels: [a, a]\n")
    for id in ("annotate-schemas", "annotate-validate"):
        assert run(*hook(id)["entry"].split()[1:], *taken(id, project)).status == 1
    before = work.path().read_bytes()
    assert run(*hook("annotate-format")["entry"].split()[1:], *taken("annotate-format", project)).status == 0
    assert work.path().read_bytes() == before.replace(b'"id": "aaaaaaaa"', b'"id":"aaaaaaaa"')


class Runner:
    """The steps of the action after the installation, as GitHub runs them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = folder.parent / "output"
        self.output.touch()
        bin = folder.parent / "bin"
        bin.mkdir()
        (bin / "annotate").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m annotate "$@"\n')
        (bin / "annotate").chmod(0o755)
        self.path = f"{bin}{os.pathsep}{os.environ['PATH']}"

    def __call__(self, **given: str) -> list[tuple[int, str]]:
        action = loaded(ACTION.read_text())
        inputs = {name: str(each.get("default", "")) for name, each in action["inputs"].items()}
        inputs.update({name.replace("_", "-"): value for name, value in given.items()})
        return [self._step(step, inputs) for step in action["runs"]["steps"][2:]]

    def _step(self, step: Any, inputs: dict[str, str]) -> tuple[int, str]:
        variables = {
            name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: inputs[found[1]], value)
            for name, value in step["env"].items()
        }
        assert not re.search(r"\$\{\{", step["run"]), "an input in a script is run as part of it"
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=environment(**variables, PATH=self.path, GITHUB_OUTPUT=str(self.output)),
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout


@pytest.fixture
def action(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    to = tmp_path_factory.mktemp("runner") / "project"
    project.rename(to)
    return Runner(to)


def test_the_action_lets_pass_what_is_well(action: Runner) -> None:
    assert action() == [(0, ""), (0, "")]


def test_the_action_shows_problems_at_their_lines(action: Runner) -> None:
    file = action.folder / "exports" / "article.alice.ann.jsonl"
    file.write_bytes(file.read_bytes().replace(b'"id":"aaaaaaaa"', b'"id": "aaaaaaaa"'))
    (status, said), (formatted, _) = action(args="--strict", paths="\nschemas\nexports\n")
    assert status == 1 and formatted == 1
    assert "file=exports/article.alice.ann.jsonl,line=4," in said


def test_the_action_writes_a_report_for_code_scanning(action: Runner) -> None:
    (status, said), _ = action(format="sarif", report="a report.sarif")
    assert (status, said) == (0, "")
    assert (action.folder / "a report.sarif").read_text().lstrip().startswith("{")
    assert action.output.read_text() == "report=a report.sarif\n"


def test_what_is_given_to_the_action_is_never_run(action: Runner) -> None:
    action(paths="$(touch bad)\n`touch bad`\n; touch bad", args='"; touch bad; $(touch bad)')
    assert not (action.folder / "bad").exists()


def test_the_action_installs_itself_or_a_version() -> None:
    steps = loaded(ACTION.read_text())["runs"]["steps"]
    assert steps[0]["uses"].startswith("actions/setup-python@")
    assert steps[1]["env"] == {"SOURCE": "${{ github.action_path }}", "VERSION": "${{ inputs.version }}"}
