"""Names of files and folders as people read them."""

from __future__ import annotations

import re

_GAPS = re.compile(r"[-_\s]+")


def readable(name: str) -> str:
    """A file or folder name as a title: `module-7-orchestration` is `Module 7 orchestration`."""
    words = _GAPS.sub(" ", name).strip()
    return words[:1].upper() + words[1:] if words else name
