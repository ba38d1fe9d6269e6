"""course.yaml as its author should write it."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from orchestra_tui.course.glossary_file import Ident, Wording


class CourseFile(Struct, frozen=True, forbid_unknown_fields=True):
    """What a course says about itself."""

    id: Ident | None = None
    title: Wording | None = None
    language: Annotated[str, Meta(pattern="^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] | None = None
