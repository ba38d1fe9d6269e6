"""`make run` and `make test` on a machine that lacks something: one clear line each."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="there is no sh here")

OLD = 'case "$2" in *version_info*) exit 1 ;; esac'
NEW_WITHOUT_VENV = 'case "$2" in *version_info*) exit 0 ;; *ensurepip*) exit 1 ;; esac'


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A checkout with nothing but the set-up in it, and a PATH with nothing but what that needs."""
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "setup.sh", tmp_path / "tools")
    (tmp_path / "bin").mkdir()
    for name in ("sh", "dirname", "cat"):
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    return tmp_path


def program(place: Path, name: str, script: str) -> Path:
    path = place / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def set_up(place: Path, what: str = "run", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(place / "tools" / "setup.sh"), what],
        env={"PATH": str(place / "bin"), **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def fault(done: subprocess.CompletedProcess[str]) -> str:
    """The one line behind the greeting."""
    assert done.returncode != 0
    lines = [line for line in done.stderr.splitlines() if "this happens once" not in line]
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_no_python(place: Path) -> None:
    assert "Python 3.11 or newer is needed" in fault(set_up(place))


def test_an_old_python(place: Path) -> None:
    program(place, "python3", OLD)
    assert "Python 3.11 or newer is needed" in fault(set_up(place))
    assert "is not Python 3.11 or newer" in fault(set_up(place, PYTHON="python3"))


def test_an_old_python_beside_a_new_one(place: Path) -> None:
    program(place, "python3", OLD)
    program(place, "python3.12", NEW_WITHOUT_VENV)
    assert "python3-venv" in fault(set_up(place))


def test_a_python_without_venv(place: Path) -> None:
    program(place, "python3", NEW_WITHOUT_VENV)
    assert "sudo apt install python3-venv" in fault(set_up(place))


def test_no_git(place: Path) -> None:
    program(place, "python3", "exit 0")
    assert "git is needed for the tests" in fault(set_up(place, "dev"))


def test_a_failed_installation_says_what_to_do(place: Path) -> None:
    installer = 'case "$*" in *"pip install"*) exit 1 ;; esac; exit 0'
    (place / ".venv" / "bin").mkdir(parents=True)
    path = place / ".venv" / "bin" / "python"
    path.write_text(f"#!/bin/sh\n{installer}\n", encoding="utf-8")
    path.chmod(0o755)
    assert "Is the network there? The same command tries again." in fault(set_up(place))
    assert not (place / ".venv" / ".place").exists()


def test_every_target_of_the_makefile_is_told(place: Path) -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = next(line for line in text.splitlines() if line.startswith(".PHONY:")).split()[1:]
    for target in set(phony) - {"help", "moved"}:
        assert f'"make {target} ' in text
        assert f"\n{target}:" in text
