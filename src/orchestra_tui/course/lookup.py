"""Finding a section by what a person typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _

if TYPE_CHECKING:
    from orchestra_tui.course.course import Course, Module
    from orchestra_tui.course.document import Section


def section(course: Course, ref: str) -> Section:
    """The section with the id `module/section`, or `section` alone where only one module has it.

    Raises OrchestraError: near ids if there is none, all if there are several, the module's fault if it has no text.
    """
    name, slash, ident = ref.rpartition("/")
    if slash:
        module = course.module(name)
        if module and (found := next((one for one in module.each() if one.ref.section == ident), None)):
            return found
        if module and module.faults:
            raise module.faults[0]
        raise _unknown(course, ref, module)
    matches = [one for one in course.sections if one.ref.section == ident]
    if len(matches) == 1:
        return matches[0]
    if not matches:
        raise _unknown(course, ref, None)
    remedy = _("Give one of these: {ids}.").format(ids=", ".join(str(one.ref) for one in matches))
    raise OrchestraError(_("Several modules have a section {id}").format(id=ref), remedy=remedy)


def _unknown(course: Course, ref: str, module: Module | None) -> OrchestraError:
    near = _near(ref, module.each()) if module else []
    near = near or _near(ref, course.sections)
    remedy = _("Near: {ids}.").format(ids=", ".join(near)) if near else _("`read --list` shows all ids.")
    return OrchestraError(_("There is no section {id}").format(id=ref), remedy=remedy)


def _near(ref: str, sections: Iterable[Section]) -> list[str]:
    """Up to three full ids that look like what was typed, by either form."""
    from difflib import get_close_matches

    ids: dict[str, str] = {}
    for one in sections:
        full = str(one.ref)
        ids[full.lower()] = full
        ids.setdefault(one.ref.section.lower(), full)
    wishes = (ref.lower(), ref.rpartition("/")[2].lower())
    close = (name for wish in wishes for name in get_close_matches(wish, ids, n=4, cutoff=0.6))
    return list(dict.fromkeys(ids[name] for name in close))[:3]
