"""Rules for rules.yaml: every rule of the fleet has a passage that explains it, and the passage is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from orchestra_tui.authoring.finding import Fault, from_error, from_place, says
from orchestra_tui.authoring.subject import Subject
from orchestra_tui.base.errors import OrchestraError
from orchestra_tui.base.i18n import _
from orchestra_tui.base.nearest import did_you_mean
from orchestra_tui.base.yaml import Document
from orchestra_tui.course.rules_file import NAME, RulesFile, parted


def fitting(subject: Subject) -> Iterator[Fault]:
    """A rules.yaml with a key missing, unknown or of the wrong kind."""
    for path, document in _files(subject):
        try:
            document.convert(RulesFile)
        except OrchestraError as error:
            yield from_error(error, path)


def complete(subject: Subject) -> Iterator[Fault]:
    """Rules that the fleet does not have, that are mapped twice, or that are not mapped at all."""
    from orchestra_tui.fleet.rules.names import RULES

    first: dict[str, Path] = {}
    for path, document, rules in _read(subject):
        for rule in rules.rules:
            before = first.setdefault(rule, path)
            what, remedy = "", ""
            if rule not in RULES:
                what, remedy = _('The fleet has no rule "{rule}"').format(rule=rule), did_you_mean(rule, RULES)
            elif before is not path:
                where = before.parent.name
                what = _('The rule "{rule}" is explained already, in {place}').format(rule=rule, place=where)
            if what:
                yield from_place(document.key_at("rules", rule), says(what, remedy))
    missing = [rule for rule in RULES if rule not in first]
    for _path, document, _rules in (next(_read(subject)),) if first and missing else ():
        what = _("No section explains these rules: {rules}").format(rules=", ".join(missing))
        yield from_place(document.key_at("rules"), what)


def sections(subject: Subject) -> Iterator[Fault]:
    """Rules that lead to a section or a heading that is not there."""
    modules = {module.path.name: module for module in subject.course.modules}
    for path, document, rules in _read(subject):
        module = modules.get(path.parent.name)
        known = {section.ref.section: section for section in module.each()} if module else {}
        for rule, passage in rules.rules.items():
            name, anchor = parted(passage)
            place = document.at("rules", rule)
            if name not in known:
                what = _('The module has no section "{section}"').format(section=name)
                yield from_place(place, says(what, did_you_mean(name, known)))
            elif anchor and anchor not in known[name].anchors:
                what = _('There is no heading "{anchor}" there').format(anchor=anchor)
                yield from_place(place, says(what, did_you_mean(anchor, known[name].anchors)))


def _files(subject: Subject) -> Iterator[tuple[Path, Document]]:
    for path in subject.data:
        if path.name == NAME and path.parent.parent == subject.content and (document := subject.parsed(path)):
            yield path, document


def _read(subject: Subject) -> Iterator[tuple[Path, Document, RulesFile]]:
    """The files that are as they should be."""
    for path, document in _files(subject):
        try:
            yield path, document, document.convert(RulesFile)
        except OrchestraError:
            continue
