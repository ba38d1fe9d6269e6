"""Where a course's modules and their documents are: names only, no file is read."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.i18n import _
from orchestra_tui.base.text import natural_key, visible
from orchestra_tui.course.files import no_access
from orchestra_tui.course.listing import Listing, Text, identity, look, walk
from orchestra_tui.course.slugs import Slugger

_FRONT = ("readme", "index")
_THEORY = "theory"
_PARTS = {_THEORY, "practice", "diagrams"}


class ModulePlace(NamedTuple):
    """A module before anything of it is read: a folder, or a single text in a book of files."""

    id: str
    name: str
    path: Path
    text: Text | None = None


class Found:
    """A course's folder: `home` holds the modules and course.yaml, `content` what the learner does."""

    def __init__(self, root: Path, home: Path) -> None:
        self.root = root
        self.home = home
        self.content: Path | None = None
        self.places: list[ModulePlace] = []
        self.faults: list[OrchestraError] = []


class ModuleTexts(NamedTuple):
    """A module's documents in reading order."""

    theory: list[Text]
    reading: list[Text]
    faults: list[OrchestraError]


def find(folder: Path) -> Found:
    """The modules under a folder. Raises OrchestraError if it cannot be opened or holds no course."""
    root = _resolved(folder)
    top = look(root)
    inner = next((path for path in top.folders if path.name == "course"), None)
    if inner and (found := _under(root, inner)).places:
        content = root / "content"
        found.content = content if content.is_dir() else None
        return found
    found = _under(root, root, top)
    if not found.places:
        if found.faults:
            raise found.faults[0]
        raise OrchestraError(
            _("There are no modules here"),
            place=Place(folder),
            remedy=_("Give a folder with course/, with module folders or with .md files."),
        )
    return found


def texts_of(place: ModulePlace) -> ModuleTexts:
    """A module's documents: `theory.md`, else `theory/`, else README or index, else all; then the other files."""
    if place.text:
        return ModuleTexts([place.text], [], [])
    faults: list[OrchestraError] = []
    here: list[Text] = []
    nested: list[Text] = []
    theory: list[Text] = []
    for folder, listing in walk(place.path):
        faults.extend(listing.faults)
        if folder == place.path:
            here.extend(listing.texts)
        elif folder.relative_to(place.path).parts[0].lower() == _THEORY:
            theory.extend(listing.texts)
        else:
            nested.extend(listing.texts)
    front = [text for text in here if text.name.lower() == _THEORY]
    if not front and theory:
        front, theory = theory, []
    front = front or _fronts(here)[:1] or here or nested
    others = (*_fronts_first(here), *theory, *nested)
    return ModuleTexts(front, [text for text in others if not any(text is one for one in front)], faults)


def _resolved(folder: Path) -> Path:
    try:
        root = folder.expanduser().resolve(strict=True)
        if not root.is_dir():
            remedy = _("Give its folder: --course {folder}").format(folder=visible(str(folder.parent)))
            raise OrchestraError(_("It is a file, not a folder"), place=Place(folder), remedy=remedy)
    except RuntimeError as error:  # a link that leads to itself, before Python 3.13
        raise no_access(folder, OSError(str(error))) from error
    except (OSError, ValueError) as error:
        raise no_access(folder, error) from error
    return root


def _under(root: Path, home: Path, listing: Listing | None = None) -> Found:
    """The modules right under `home`: itself, if it is one; else its folders and files, README or index first."""
    found = Found(root, home)
    try:
        top = listing or look(home)
    except OrchestraError as fault:
        found.faults.append(fault)
        return found
    found.faults.extend(top.faults)
    folders = _module_folders(found, top)
    if any(text.name.lower() == _THEORY for text in top.texts) or _parts_only(folders):
        found.places = [ModulePlace(visible(root.name, keep="") or "course", root.name, home)]
        return found
    places = [ModulePlace("", path.name, path) for path in folders]
    places += [ModulePlace("", text.name, next(iter(text.files.values())), text) for text in top.texts]
    number = Slugger()
    for place in sorted(places, key=_place_order):
        found.places.append(place._replace(id=number(visible(place.name, keep=""))))
    return found


def _module_folders(found: Found, top: Listing) -> list[Path]:
    """The folders that hold Markdown at any depth; a link to one of them, or back up, is not another one."""
    seen = {identity(found.root), identity(found.home)}
    kept: list[Path] = []
    for folder in sorted(top.folders, key=lambda path: path.is_symlink()):
        try:
            key = identity(folder)
        except OrchestraError as fault:
            found.faults.append(fault)
            continue
        if key not in seen and _holds_texts(folder, found.faults):
            seen.add(key)
            kept.append(folder)
    return kept


def _holds_texts(folder: Path, faults: list[OrchestraError]) -> bool:
    """Whether there is Markdown in a folder; if not, why not joins `faults`."""
    met: list[OrchestraError] = []
    for _folder, listing in walk(folder):
        if listing.texts:
            return True
        met.extend(listing.faults)
    faults.extend(met)
    return False


def _parts_only(folders: list[Path]) -> bool:
    """Whether these folders are the parts of one module rather than modules."""
    names = {path.name.lower() for path in folders}
    return bool(names) and names <= _PARTS


def _place_order(place: ModulePlace) -> tuple[bool, object, str]:
    front = place.text is not None and place.name.lower() in _FRONT
    return not front, natural_key(place.name), place.name


def _fronts(texts: list[Text]) -> list[Text]:
    """The texts that introduce a folder, README before index."""
    return sorted(
        (text for text in texts if text.name.lower() in _FRONT), key=lambda text: _FRONT.index(text.name.lower())
    )


def _fronts_first(texts: list[Text]) -> list[Text]:
    return [*_fronts(texts), *(text for text in texts if text.name.lower() not in _FRONT)]
