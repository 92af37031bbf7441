"""Mutants of one module, planted in a copy of the tree and tried by its tests. The checkout stays as it is.

mutmut does the functions, in forks of one process. Two things it leaves out are added here: decorated functions
(their decorator is called below them instead, which is the same) and the figures that stand in the module itself
(thresholds, tolerances), each tried in a process of its own.
"""

import ast
import difflib
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import libcst
from mutmut.mutation.diff_apply import read_functions_from_index

ORDERING = Path(__file__).with_name("ordering.py")
# what pytest or the system answers: 5 and 33 are "no test", 0 "all passed", None "never tried"
UNNOTICED = (0, 5, 33, None)
BESIDE = ("resources", "sample_data")
# the first example that fails is enough: none has to be the smallest
PROFILE = """
from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "mutants",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=50,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
"""
LEFT = ("staticmethod", "classmethod", "overload", ".setter", ".getter", ".deleter")
# tests that take so many times what they take without a mutant have noticed it
LONGEST = 15


class NotTried(Exception):
    """The tests fail without any mutant, or no test reaches the module."""


@dataclass(frozen=True)
class Mutant:
    """One planted mistake.

    `function` ("" for the module itself, Class.method for a method), `under` the last line above the change,
    `before` and `after` the changed lines without their indentation, `line` in the file, `diff` against it.
    """

    name: str
    function: str
    under: str
    before: str
    after: str
    line: int
    diff: str
    killed: bool


def plant(root, package, module, tests, scratch, processes, only=None):
    """All mutants of a module (or of one function of it), each tried by some test files (paths from the root)."""
    relative = f"{package}/{module}.py"
    there = [path for path in tests if (root / path).exists()]
    if there != list(tests):
        raise NotTried(f"no such tests: {sorted({*tests} - {*there})}")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    beside = [name for name in BESIDE if (root / name).is_dir()]
    for name in (package, "tests", *beside):
        shutil.copytree(root / name, scratch / name, ignore=shutil.ignore_patterns("__pycache__"))
    source = (root / relative).read_text(encoding="utf-8")
    (scratch / relative).write_text(undecorated(source), encoding="utf-8")
    (scratch / "pyproject.toml").write_text(
        _settings(root, package, relative, tests, beside), encoding="utf-8"
    )
    (scratch / "conftest.py").write_text(PROFILE, encoding="utf-8")
    environment = {
        **os.environ,
        "CI": "1",
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONUTF8": "1",
        # a fork of a process with threads may hang
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    tried = _functions(source, relative, scratch, processes, environment, only)
    return tried if only else [*tried, *_figures(source, relative, tests, scratch, environment)]


def _settings(root, package, relative, tests, beside):
    with (root / "pyproject.toml").open("rb") as file:
        pytest = tomllib.load(file).get("tool", {}).get("pytest", {}).get("ini_options", {})
    lines = [
        "[tool.pytest.ini_options]",
        'addopts = "-p no:cacheprovider -p no:xdist -p no:pytest-qt"',
        *(f"{name} = {json.dumps(pytest[name])}" for name in ("filterwarnings", "markers") if name in pytest),
        "[tool.mutmut]",
        f"source_paths = {json.dumps([package])}",
        f"only_mutate = {json.dumps([relative])}",
        f"also_copy = {json.dumps([*beside, 'conftest.py'])}",
        f"pytest_add_cli_args_test_selection = {json.dumps(list(tests))}",
        'pytest_add_cli_args = ["--hypothesis-profile=mutants"]',
        "use_git_change_detection = false",
        "track_dependencies = false",
    ]
    return "\n".join(lines) + "\n"


def undecorated(source):
    """The same module, with decorators called below their functions: mutmut leaves decorated ones alone."""

    class Below(libcst.CSTTransformer):
        def leave_FunctionDef(self, original_node, updated_node):
            written = [libcst.Module([]).code_for_node(one.decorator) for one in updated_node.decorators]
            # those that mutmut can do itself, and those that speak of a name already given
            if not written or written[0].endswith(LEFT):
                return updated_node
            name = updated_node.name.value
            called = name
            for decorator in reversed(written):
                called = f"{decorator}({called})"
            return libcst.FlattenSentinel(
                [updated_node.with_changes(decorators=()), libcst.parse_statement(f"{name} = {called}\n")]
            )

    return libcst.parse_module(source).visit(Below()).code


def _functions(source, relative, scratch, processes, environment, only):
    """The mutants inside functions, tried by mutmut."""
    log = scratch / "mutmut.txt"
    command = [sys.executable, str(ORDERING), "run", "--max-children", str(processes)]
    if only:
        written = f"xǁ{only.replace('.', 'ǁ')}" if "." in only else f"x_{only}"
        command.append(f"{relative.removesuffix('.py').replace('/', '.')}.{written}__mutmut_*")
    with log.open("w", encoding="utf-8") as out:
        done = subprocess.run(
            command, cwd=scratch, env=environment, stdout=out, stderr=subprocess.STDOUT, check=False
        )
    meta = scratch / "mutants" / f"{relative}.meta"
    if done.returncode or not meta.is_file():
        raise NotTried(log.read_text(encoding="utf-8", errors="replace")[-4000:])
    ends = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
    lines = source.splitlines(keepends=True)
    starts = _starts(source)
    mutants = []
    with chdir(scratch):
        for name, end in ends.items():
            function = _function(name)
            if only not in (None, function):
                continue
            original, mutated = (
                libcst.Module([one.with_changes(decorators=(), leading_lines=())]).code.splitlines()
                for one in read_functions_from_index(name, relative)
            )
            start, indent = starts[function]
            changed = [f"{indent}{line}\n" if line else "\n" for line in mutated]
            after = lines[:start] + changed + lines[start + len(original) :]
            mutants.append(_mutant(name, function, relative, lines, after, end not in UNNOTICED))
    return mutants


def _function(name):
    """``Class.method`` or ``function`` of mutmut's name for a mutant."""
    written = name.rpartition(".")[2].partition("__mutmut_")[0]
    return written.removeprefix("x_") if written.startswith("x_") else ".".join(written.split("ǁ")[1:])


def _starts(source):
    """Where each function's ``def`` stands, and how far in."""
    starts = {}
    for node in ast.parse(source).body:
        within = node.body if isinstance(node, ast.ClassDef) else [node]
        for one in within:
            if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
                name = one.name if one is node else f"{node.name}.{one.name}"
                starts[name] = (one.lineno - 1, " " * one.col_offset)
    return starts


def _mutant(name, function, relative, before, after, killed):
    ops = [
        one
        for one in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if one[0] != "equal"
    ]
    start = ops[0][1]
    gone = [line.strip() for op in ops for line in before[op[1] : op[2]]]
    come = [line.strip() for op in ops for line in after[op[3] : op[4]]]
    under = next((line.strip() for line in reversed(before[:start]) if line.strip()), "")
    diff = "".join(difflib.unified_diff(before, after, relative, relative, n=2))
    return Mutant(name, function, under, " ".join(gone), " ".join(come), start + 1, diff, killed)


def _figures(source, relative, tests, scratch, environment):
    """The mutants of figures that stand in the module itself, each tried in a process of its own."""
    place = scratch / relative
    lines = source.splitlines(keepends=True)
    mutants = []
    command = [sys.executable, "-m", "pytest", "-x", "-q", *tests]
    figures = list(_standing_free(ast.parse(source)))
    environment = {**environment, "PYTHONPATH": str(scratch)}
    patience = LONGEST * _time(command, scratch, environment) if figures else 0.0
    # two versions of a module in one second are the same to a compiled file
    for compiled in place.parent.glob(f"__pycache__/{place.stem}.*"):
        compiled.unlink()
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    for figure in figures:
        row, begin, end = figure.lineno - 1, figure.col_offset, figure.end_col_offset
        # columns are counted in bytes
        line = lines[row].encode()
        after = list(lines)
        after[row] = (line[:begin] + repr(figure.value + 1).encode() + line[end:]).decode()
        place.write_text("".join(after), encoding="utf-8")
        try:
            done = subprocess.run(
                command, cwd=scratch, env=environment, capture_output=True, check=False, timeout=patience
            )
            killed = done.returncode not in UNNOTICED
        except subprocess.TimeoutExpired:
            killed = True
        name = f"{relative}:{figure.lineno}:{begin}"
        mutants.append(_mutant(name, "", relative, lines, after, killed))
    return mutants


def _time(command, scratch, environment):
    """How long the tests take without a mutant."""
    begin = time.monotonic()
    done = subprocess.run(command, cwd=scratch, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotTried(done.stdout[-4000:])
    return time.monotonic() - begin


def _standing_free(node):
    """The numbers outside every function."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Constant) and type(child.value) in (int, float):
            yield child
        elif not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _standing_free(child)
