"""What is checked: a course folder, all its texts in all languages, and its content files."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from orchestra_tui.authoring.page import Page
from orchestra_tui.base import yaml
from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.course.course import open_course

_CONTENT = ("*.yaml", "*/*.yaml", "*/quiz/*.yaml", "*/scenarios/*.yaml")


class Subject:
    """A course under check; opening it raises OrchestraError if the folder holds none."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.course = open_course(root)
        self.content = self.course.content

    def shown(self, path: Path) -> Path:
        """A path as the author would write it: below the folder that was named."""
        try:
            return self.root / path.relative_to(self.course.root)
        except ValueError:
            return path

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every text that can be read: the course's own language first, then each translation."""
        pages: dict[Path, Page] = {}
        for course in (self.course, *(open_course(self.root, language) for language in self._languages())):
            for module in course.modules:
                for document in module.documents:
                    try:
                        document.sections  # noqa: B018 - reads the file
                    except OrchestraError:
                        continue
                    pages.setdefault(document.path, Page(course, module, document))
        return tuple(pages.values())

    @cached_property
    def original_pages(self) -> tuple[Page, ...]:
        """The texts in the course's own language."""
        return tuple(page for page in self.pages if page.course is self.course)

    @cached_property
    def errors(self) -> tuple[OrchestraError, ...]:
        """What could not be read of the course's texts, each once."""
        pages = self.pages
        courses = {id(page.course): page.course for page in pages}
        courses[id(self.course)] = self.course
        found = {str(error): error for course in courses.values() for error in course.faults}
        return tuple(found.values())

    @cached_property
    def manifests(self) -> tuple[Path, ...]:
        """course.yaml and its translations."""
        folders = dict.fromkeys((self.course.home, self.course.root))
        return tuple(path for folder in folders for path in sorted(folder.glob("course*.yaml")) if path.is_file())

    @cached_property
    def data(self) -> dict[Path, yaml.Document | OrchestraError]:
        """Every YAML file, read, or why it cannot be; not those of labs, which may be wrong on purpose."""
        content = self.content
        files = [path for pattern in _CONTENT for path in sorted(content.glob(pattern))] if content else []
        return {path: _read(path) for path in (*self.manifests, *files)}

    def parsed(self, path: Path) -> yaml.Document | None:
        """A YAML file that could be read."""
        found = self.data.get(path)
        return found if isinstance(found, yaml.Document) else None

    def _languages(self) -> list[str]:
        codes = {
            file.stem.removeprefix(document.name).removeprefix(".")
            for module in self.course.modules
            for document in module.documents
            for file in document.files
        }
        return sorted(codes - {"", self.course.language})


def _read(path: Path) -> yaml.Document | OrchestraError:
    from orchestra_tui.base.files import read_text

    try:
        return yaml.parse(read_text(path), path)
    except OrchestraError as error:
        return error
