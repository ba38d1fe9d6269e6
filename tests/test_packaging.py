"""A source archive is made, a wheel is made from it, and what is installed from that works far from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import orchestra_tui

ROOT = Path(__file__).resolve().parent.parent
NINE = ["role-shift", "why-parallel", "isolation", "ralph-loop", "roles", "patterns", "runbook", "monitoring", "cloud"]


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the archives, made offline with the build tools that are installed here."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def installed(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the wheel is installed into, without what it depends on."""
    folder = tmp_path_factory.mktemp("installed")
    (wheel,) = dist.glob("*.whl")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(folder)]
    subprocess.run([*command, str(wheel)], check=True, capture_output=True)
    return folder


def run(installed: Path, place: Path, *words: str) -> str:
    """What the installed program prints, called in the folder `place`."""
    program = installed / "bin" / "orchestra-tutorial"
    done = subprocess.run(
        [sys.executable, str(program), *words],
        cwd=place, env={**os.environ, "PYTHONPATH": str(installed)}, capture_output=True, text=True, encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def tracked(*folders: str) -> set[str]:
    """The files under these folders as git has them, or as they are where there is no git."""
    try:
        listed = subprocess.run(["git", "ls-files", *folders], cwd=ROOT, capture_output=True, text=True, check=True)
        return set(listed.stdout.split("\n")) - {""}
    except (OSError, subprocess.CalledProcessError):
        return {path.relative_to(ROOT).as_posix() for each in folders for path in (ROOT / each).rglob("*.*")}


def test_the_wheel_carries_the_program_the_course_and_its_content(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for path in tracked("src/orchestra_tui", "course", "content"):
        assert path.replace("src/", "", 1) in names or f"orchestra_tui/_shipped/{path}" in names, path
    assert {"orchestra_tui/py.typed"} <= names
    assert not [name for name in names if "__pycache__" in name or name.startswith(("tests/", "tools/"))]
    assert [name for name in names if name.endswith("/licenses/LICENSE")]


def test_the_source_archive_can_be_tested_and_built(dist: Path) -> None:
    (archive,) = dist.glob("*.tar.gz")
    with tarfile.open(archive) as file:
        names = {name.partition("/")[2] for name in file.getnames()}
    wanted = {
        "Makefile",
        "constraints.txt",
        "LICENSE",
        "README.md",
        "pyproject.toml",
        "tools/setup.sh",
        "tests/conftest.py",
    }
    assert wanted <= names


def test_the_wheel_says_what_it_is(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        (metadata,) = (name for name in file.namelist() if name.endswith(".dist-info/METADATA"))
        text = file.read(metadata).decode()
    head = text.partition("\n\n")[0].splitlines()
    assert f"Version: {orchestra_tui.__version__}" in head
    assert "License-Expression: MIT" in head
    assert "Requires-Python: >=3.11" in head
    assert not [line for line in head if line.startswith("Requires-Dist: pytest") and "extra" not in line]


def test_the_installed_program_needs_no_checkout(installed: Path, tmp_path: Path) -> None:
    assert run(installed, tmp_path, "--version") == f"orchestra-tutorial {orchestra_tui.__version__}\n"
    listed = json.loads(run(installed, tmp_path, "read", "--list", "--json"))
    assert [each["section"] for each in listed if each["section"] in NINE] == NINE
    assert "git worktree" in run(installed, tmp_path, "read", "isolation")
    assert json.loads(run(installed, tmp_path, "search", "конфликт", "--json"))
    assert run(installed, tmp_path, "--help").startswith("Использование")
    shown = run(installed, tmp_path, "doctor", "--lang", "en")
    assert str(installed / "orchestra_tui" / "_shipped") in shown
    assert str(ROOT / "course") not in shown
