"""The environments that are measured: our wheel installed as a learner installs it, and a peer with its own Textual.

Both are built on demand below `benchmarks/`, with bytecode compiled, and kept until their contents change.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PEERS = ("frogmouth==0.9.2", "textual==0.43.2", "httpx<0.28")


class InstallError(Exception):
    """An environment could not be built; the message says why, in one line."""


def ours() -> Path:
    """The folder of programs of the environment with our wheel, built from the checkout as it is now."""
    constraints = ROOT / "constraints.txt"
    pinned = ["-c", str(constraints)] if constraints.is_file() else []
    return _environment(HERE / ".venv", _checkout(), [*pinned, str(ROOT)])


def peers() -> Path:
    """The folder of programs of the environment with frogmouth."""
    return _environment(HERE / ".venv-peers", " ".join(PEERS), PEERS)


def _checkout() -> str:
    """A digest of everything that goes into the wheel."""
    digest = hashlib.sha256()
    files = [ROOT / "pyproject.toml", ROOT / "constraints.txt"]
    for folder in ("src", "course", "content"):
        files += sorted(path for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts)
    for file in filter(Path.is_file, files):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _environment(folder: Path, contents: str, packages: Sequence[str]) -> Path:
    programs, stamp = folder / "bin", folder / "contents"
    if stamp.is_file() and stamp.read_text() == contents:
        return programs
    if not (programs / "python").exists():
        _call([sys.executable, "-m", "venv", str(folder)])
    pip = [str(programs / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--compile"]
    _call([*pip, *packages])
    # pip takes a checkout of the same version for installed already
    _call([*pip, "--force-reinstall", "--no-deps", *packages])
    _call([str(programs / "python"), "-m", "compileall", "-q", str(next(folder.glob("lib/python*")))])
    stamp.write_text(contents)
    return programs


def _call(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise InstallError(errors[-1] if errors else f"{command[0]} ended with status {done.returncode}")
