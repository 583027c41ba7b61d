"""Which part may know which, and who may write to the terminal: read from the source."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "annotate"
MODULES = sorted(PACKAGE.rglob("*.py"))

FOREIGN = {
    "core": {"store", "formats", "report", "tui", "cli"},
    "store": {"formats", "report", "tui", "cli"},
    "formats": {"store", "report", "tui", "cli"},
    "report": {"store", "formats", "tui", "cli"},
    "tui": {"store", "formats", "report", "cli"},
}
LIBRARIES = {
    "core": {"msgspec", "wcwidth"},
    "store": {"msgspec", "ruamel"},
    "report": {"msgspec", "rich"},
    "tui": {"msgspec", "prompt_toolkit", "wcwidth"},
    "cli": {"msgspec", "click", "prompt_toolkit", "rich"},
    "": set(),
}
# The screen and its line mode draw for themselves, the rest goes through `cli.output`.
MAY_WRITE = {"cli/output.py"}
UNSAFE = {"eval", "exec", "compile", "__import__"}


def part_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imported(path: Path) -> Iterator[str]:
    """Every module that the file imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield node.module or ""


def calls(path: Path) -> Iterator[str]:
    """What is called in the file, as it is written: `print`, `click.echo`, `sys.stdout.write`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_part_knows_only_the_parts_below_it(path: Path) -> None:
    foreign = FOREIGN.get(part_of(path), set())
    known = {name.split(".")[1] for name in imported(path) if name.startswith("annotate.")}
    assert not known & foreign


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_part_uses_only_its_libraries(path: Path) -> None:
    names = {name.split(".")[0] for name in imported(path)}
    foreign = names - set(sys.stdlib_module_names) - {"annotate"}
    assert foreign <= LIBRARIES[part_of(path)]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_writes_to_the_terminal_around_the_gate(path: Path) -> None:
    streams = ("stdout", "stderr", "__stdout__", "__stderr__")
    writing = {
        call
        for call in calls(path)
        if call in ("print", "click.echo", "click.secho", "echo", "secho", "pprint")
        or call in {f"sys.{s}.{verb}" for s in streams for verb in ("write", "writelines")}
        or call in {f"sys.{s}.buffer.write" for s in streams}
    }
    assert not writing or name_of(path) in MAY_WRITE


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_text_is_ever_run_as_code(path: Path) -> None:
    assert not set(calls(path)) & UNSAFE
    assert not {"pickle", "marshal", "shelve", "code", "codeop"} & set(imported(path))
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.keyword) and node.arg == "shell")


def loaded_by(statement: str) -> set[str]:
    """The top-level modules that a fresh Python has loaded after the statement."""
    code = f"{statement}\nimport sys\nsys.stderr.write('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stderr.split()}


def test_the_core_loads_no_terminal_and_no_yaml() -> None:
    core = [name_of(path)[:-3].replace("/", ".") for path in MODULES if part_of(path) == "core"]
    statement = "\n".join(f"import annotate.{name.removesuffix('.__init__')}" for name in core)
    assert not loaded_by(statement) & {"click", "rich", "prompt_toolkit", "ruamel"}


def test_asking_for_the_version_loads_no_library_at_all() -> None:
    statement = (
        "import sys\nsys.argv = ['annotate', '--version']\nfrom annotate.cli.main import main\nassert main() == 0"
    )
    heavy = {"click", "rich", "prompt_toolkit", "ruamel", "msgspec", "wcwidth"}
    assert not loaded_by(statement) & heavy


def test_listing_the_commands_imports_none_of_them() -> None:
    code = (
        "import sys\nsys.argv = ['annotate', '--help']\n"
        "from annotate.cli.main import main\nassert main() == 0\n"
        "from annotate.cli.group import COMMANDS\n"
        "assert not {row.module for row in COMMANDS} & set(sys.modules)\n"
        "assert not {'rich', 'prompt_toolkit', 'ruamel'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
