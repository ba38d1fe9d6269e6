"""Rules for ids: one meaning each, for good."""

from __future__ import annotations

from collections.abc import Iterator

from orchestra_tui.authoring import ids
from orchestra_tui.authoring.finding import Fault, from_error, says
from orchestra_tui.authoring.page import Page, Spot
from orchestra_tui.authoring.subject import Subject
from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.course import folds


def repeated_sections(subject: Subject) -> Iterator[Fault]:
    """Section ids written twice in one module, in one language."""
    first: dict[tuple[int, str, str], tuple[Page, Spot]] = {}
    for page in subject.pages:
        for spot in page.comments:
            match = folds.SECTION.fullmatch(spot.text)
            if match is None or spot.line not in page.named:
                continue
            other_page, other = first.setdefault((id(page.course), page.module.id, match[1]), (page, spot))
            if other is not spot:
                where = f"{other_page.path.name}:{other.line}"
                what = _('The section "{id}" is here again, first at {place}').format(id=match[1], place=where)
                yield page.fault(page.inside(spot, match.start(1), match[1]), says(what, _("Give each its own id.")))


def translations(subject: Subject) -> Iterator[Fault]:
    """Translated texts whose sections are not those of the original."""
    originals = {(page.path.parent, page.document.name): page for page in subject.original_pages}
    for page in subject.pages:
        original = originals.get((page.path.parent, page.document.name))
        if original is None or original is page:
            continue
        known = [section.ref.section for section in original.sections]
        here = {section.ref.section for section in page.sections}
        for section in page.sections:
            if section.ref.section not in known:
                what = _('The original has no section "{id}"').format(id=section.ref.section)
                yield page.fault(Spot(section.line, 1, ""), says(what, _("Give it the id of the original's section.")))
        if missing := [ident for ident in known if ident not in here]:
            what = _("Not translated yet: {ids}").format(ids=", ".join(missing))
            yield page.fault(Spot(1, 1, ""), what)


def locked(subject: Subject) -> Iterator[Fault]:
    """Ids that content/ids.lock does not have, ids that come back with another meaning, and a lock that is broken."""
    try:
        lock = ids.read(subject)
    except OrchestraError as error:
        yield from_error(error, subject.root)
        return
    if lock is None:
        return
    yield from lock.faults
    moved = dict(ids.moved(subject, lock))
    for each in ids.used(subject):
        if each in moved:
            yield Fault(each.path, each.line, each.column, says(*ids.moved_message(each, moved[each])))
        elif each.key not in lock.lines:
            what = _('The id "{id}" is not in {lock}').format(id=each.id, lock=ids.LOCK)
            remedy = _("Run: orchestra-tutorial check --lock")
            yield Fault(each.path, each.line, each.column, says(what, remedy))
