"""A copy of the last place in each course, so that the first text needs no database; the journal has the original."""

from __future__ import annotations

import json
from pathlib import Path

from orchestra_tui.journal.events import Spot
from orchestra_tui.journal.files import replace

_VERSION = 1
_COURSES = 32
_LIMIT = 64 * 1024


def load(path: Path, course: str) -> Spot | None:
    """The place in `course`, or None if the file has none or makes no sense; never an error."""
    return _spot(_places(path).get(course))


def save(path: Path, course: str, spot: Spot) -> bool:
    """Keeps the place beside those of other courses; False, and nothing changed, where it cannot be written."""
    places = _places(path)
    places.pop(course, None)
    places[course] = {"section": spot.section, "block": spot.block, "line": spot.line}
    return _write(path, dict(list(places.items())[-_COURSES:]))


def forget(path: Path, course: str | None = None) -> bool:
    """Erases the place in `course`, or the whole file; False where it cannot."""
    places = _places(path)
    places.pop(course or "", None)
    if course is not None and places:
        return _write(path, places)
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _places(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            value = json.loads(file.read(_LIMIT))
    except (OSError, ValueError, RecursionError):
        return {}
    places = value.get("places") if isinstance(value, dict) and value.get("version") == _VERSION else None
    return places if isinstance(places, dict) else {}


def _write(path: Path, places: dict[str, object]) -> bool:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, [json.dumps({"version": _VERSION, "places": places})], sync=False)
    except OSError:
        return False
    return True


def _spot(value: object) -> Spot | None:
    if not isinstance(value, dict):
        return None
    section, block, line = value.get("section"), value.get("block"), value.get("line")
    if not isinstance(section, str) or not section or type(block) is not int or type(line) is not int:
        return None
    return Spot(section, block, line) if block >= 0 and line >= 0 else None
