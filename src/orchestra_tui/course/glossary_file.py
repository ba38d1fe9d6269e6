"""glossary.yaml as it is written: the types that a file must have, for reading it and for checking it."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Ident = Annotated[str, Meta(pattern="^[a-z0-9]+([.-][a-z0-9]+)*$", max_length=80)]
"""An id as journals and lock files keep it: small Latin letters, digits, single dots and hyphens."""

Wording = Annotated[str, Meta(pattern=r"\S")]
"""Text that is not blank."""


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """A term, the other words for it, and the section that explains it."""

    id: Ident
    term: Wording
    section: Wording
    text: Wording
    also: tuple[Wording, ...] = ()


class File(Struct, frozen=True, forbid_unknown_fields=True):
    """content/<module>/glossary.yaml."""

    version: Literal[1]
    terms: tuple[Entry, ...]


class TranslatedEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """A term in another language; its section is the original's, if it is named at all."""

    id: Ident
    term: Wording
    text: Wording
    also: tuple[Wording, ...] = ()
    section: str = ""


class TranslatedFile(Struct, frozen=True, forbid_unknown_fields=True):
    """content/<module>/glossary.<language>.yaml."""

    version: Literal[1]
    terms: tuple[TranslatedEntry, ...]
