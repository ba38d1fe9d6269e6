"""Prints constraints.txt: what the program, its tools and its build need, pinned to the versions installed here."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


def wanted(project: Path = PROJECT) -> list[Requirement]:
    """What pyproject.toml asks for: to run, to develop, to build."""
    data = tomllib.loads(project.read_text(encoding="utf-8"))
    said = [
        *data["project"]["dependencies"],
        *(each for extra in data["project"]["optional-dependencies"].values() for each in extra),
        *data["build-system"]["requires"],
    ]
    return [Requirement(each) for each in said]


def closure(requirements: list[Requirement]) -> dict[str, str]:
    """Name and installed version of the requirements and of all they need in turn; not what is for other machines."""
    pins: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(each, "") for each in requirements]
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        try:
            found = distribution(name)
        except PackageNotFoundError:
            sys.stderr.write(f"constraints: {name} is not installed\n")
            continue
        pins[name] = found.version
        for each in _extras(requirement):
            if (name, each) not in seen:
                seen.add((name, each))
                waiting += [(Requirement(need), each) for need in found.requires or ()]
    return pins


def _extras(requirement: Requirement) -> Iterator[str]:
    yield ""
    yield from requirement.extras


if __name__ == "__main__":
    for pinned, version in sorted(closure(wanted()).items()):
        sys.stdout.write(f"{pinned}=={version}\n")
