"""rules.yaml as it is written: which section explains which rule of the fleet."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

NAME = "rules.yaml"

Passage = Annotated[
    str, Meta(pattern=r"^[^\s#]+(#[^\s#]+)?$", description="A section of the module: id or id#heading.")
]


class RulesFile(Struct, frozen=True, forbid_unknown_fields=True):
    """content/<module>/rules.yaml."""

    version: Literal[1]
    rules: dict[str, Passage]


def parted(passage: str) -> tuple[str, str]:
    """A passage as the section's id and the heading's anchor, which may be empty."""
    section, _hash, anchor = passage.partition("#")
    return section, anchor
