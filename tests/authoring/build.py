"""Building a course to check, and what is found in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from orchestra_tui.authoring.check import check


def build(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes the files below `root`."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def found(root: Path) -> list[str]:
    """The findings as `file:line:column:rule`; each is a line with a message, and they are sorted."""
    findings = check(root)
    assert findings == sorted(findings, key=lambda each: (str(each.file), each.line, each.column))
    for each in findings:
        assert each.message
        assert "\n" not in str(each)
    return [f"{each.file.relative_to(root)}:{each.line}:{each.column}:{each.rule}" for each in findings]
