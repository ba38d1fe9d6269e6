"""Writes the README's table of keys from the command table: `make pictures`."""

from __future__ import annotations

import re
from pathlib import Path

from orchestra_tui.base import i18n
from orchestra_tui.tui.commands import as_markdown

README = Path(__file__).resolve().parent.parent / "README.md"
BLOCK = re.compile(r"(<!-- keys -->\n).*?(<!-- /keys -->)", re.DOTALL)


def refreshed(text: str) -> str:
    """The README with the table of keys as it is now, in English."""
    i18n.use("en")
    return BLOCK.sub(lambda found: f"{found[1]}{as_markdown()}{found[2]}", text)


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8")
