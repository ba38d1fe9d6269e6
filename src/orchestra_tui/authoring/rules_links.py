"""Rules for what a text points at: other texts, headings, images. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator

from orchestra_tui.authoring.finding import Fault, says
from orchestra_tui.authoring.page import Link, Page
from orchestra_tui.base.i18n import _
from orchestra_tui.base.nearest import did_you_mean


def links(page: Page) -> Iterator[Fault]:
    """Links to files that are not there."""
    for link, missing in page.missing:
        if not link.is_image and not missing.anchor:
            what = _("The link leads nowhere: {href}").format(href=link.spot.text)
            yield page.fault(link.spot, says(what, _("Mend the path; it starts at this file's folder.")))


def anchors(page: Page) -> Iterator[Fault]:
    """Links to a heading that is not in the file they name."""
    for link, missing in page.missing:
        if not link.is_image and missing.anchor:
            what = _('There is no heading "{anchor}" there').format(anchor=missing.anchor)
            known = [anchor for section in page.sections for anchor in section.anchors] if _is_own(link) else []
            yield page.fault(link.spot, says(what, did_you_mean(missing.anchor, known)))


def images(page: Page) -> Iterator[Fault]:
    """Images that are not there."""
    for link, missing in page.missing:
        if link.is_image:
            what = _("The image is not there: {href}").format(href=link.spot.text)
            yield page.fault(
                link.spot, says(what, _("Add the file {path} or mend the path.").format(path=missing.path))
            )


def _is_own(link: Link) -> bool:
    return link.spot.text.startswith("#")
