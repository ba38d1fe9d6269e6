"""A new scenario for its author to fill in: it runs as it is, under a name that was never used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from json import dumps
from pathlib import Path

from orchestra_tui.authoring import ids
from orchestra_tui.authoring.scenarios import FOLDER, scenario_paths
from orchestra_tui.authoring.subject import Subject
from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.files import replace_text
from orchestra_tui.base.i18n import _
from orchestra_tui.course.model import SectionRef

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 64

_DRAFT = """\
version: 1
title: {title}
section: {section}
watch: {watch}
question:
  text: {question}
  metric: makespan
  form: duration
goal:
  - {{metric: merged, at_least: 3}}
  - {{metric: cost, at_most: "$10"}}
start: "2026-11-02T10:00"
zone: Europe/Belgrade
runbook:
  goal: {goal}
  tasks:
    - {{id: contract, role: developer, touches: [contract/], accept: {accept}}}
    - {{id: api, role: developer, after: [contract], touches: [api/], accept: {accept}}}
    - {{id: ui, role: developer, after: [contract], touches: [ui/], accept: {accept}}}
pool:
  - {{owner: team, cli: claude}}
profiles:
  developer: {{roles: [developer], model: sonnet, max_turns: 10, count: 2, fallbacks: [opus]}}
  reviewer: {{roles: [reviewer], model: opus, max_turns: 5}}
"""


@dataclass(frozen=True, slots=True)
class ScenarioDraft:
    """A new scenario: its name, the file it belongs in, and its YAML."""

    name: str
    path: Path
    text: str

    def write(self) -> None:
        """Makes the file. Raises OrchestraError where that cannot be done."""
        replace_text(self.path, self.text)


def is_name(text: str) -> bool:
    """Whether a scenario may be called so: it is typed in shells and kept in ids.lock."""
    return bool(_NAME.fullmatch(text)) and len(text) <= _LONGEST


def draft(root: Path, name: str, section: str = "") -> ScenarioDraft:
    """A new scenario about a section of the course under `root`, the first of them where none is named.

    Raises OrchestraError where the name is taken, was taken once or is none, and where there is no content folder.
    """
    if not is_name(name):
        message = _('"{name}" is no name for a scenario').format(name=name)
        raise OrchestraError(message, remedy=_("Use small Latin letters, digits and hyphens."))
    subject = Subject(root)
    if subject.content is None:
        remedy = _("Put course/ and content/ side by side.")
        raise OrchestraError(_("The course has no content folder"), place=Place(root), remedy=remedy)
    _free(subject, name)
    ref = subject.course.section(section).ref if section else _first(subject)
    module = subject.course.module(ref.module)
    folder = subject.content / (module.path.name if module else ref.module) / FOLDER
    words = {
        "title": _("What it is about"),
        "section": ref.section,
        "watch": _("What to look at while it runs"),
        "question": _("How long will the run take?"),
        "goal": _("what the fleet is to build"),
        "accept": _("the tests are green"),
    }
    quoted = {key: dumps(text, ensure_ascii=False) for key, text in words.items()}
    return ScenarioDraft(name, folder / f"{name}.yaml", _DRAFT.format(**quoted | {"section": ref.section}))


def _first(subject: Subject) -> SectionRef:
    found = next(subject.course.sections, None)
    if found is None:
        raise OrchestraError(_("There is nothing to read here"), place=Place(subject.root))
    return found.ref


def _free(subject: Subject, name: str) -> None:
    """Raises OrchestraError if a scenario has this name, or ever had."""
    for path in scenario_paths(subject):
        if path.stem.partition(".")[0] == name:
            message = _('There is a scenario "{name}" already').format(name=name)
            raise OrchestraError(message, place=Place(subject.shown(path)), remedy=_("Give it another name."))
    lock = ids.read(subject)
    if lock and ("scenario", name) in lock.lines:
        place = Place(lock.path, lock.lines["scenario", name], 1)
        message = _('"{name}" was the name of a scenario once').format(name=name)
        raise OrchestraError(message, place=place, remedy=_("An id is never used again: choose another."))
