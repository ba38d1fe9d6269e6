"""The linter: every rule over a course folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from orchestra_tui.authoring import (
    ids,
    rules_content,
    rules_fleet,
    rules_ids,
    rules_links,
    rules_quiz,
    rules_rulebook,
    rules_text,
)
from orchestra_tui.authoring.finding import Fault, Finding, from_error
from orchestra_tui.authoring.page import Page
from orchestra_tui.authoring.subject import Subject
from orchestra_tui.base.text import natural_key

Rule = Callable[[Subject], Iterator[Fault]]

__all__ = ["RULES", "Finding", "check", "lock"]


def unreadable(subject: Subject) -> Iterator[Fault]:
    """Texts and folders that cannot be read, and bytes that are not UTF-8."""
    for error in subject.errors:
        fault = from_error(error, subject.course.root)
        if fault.path not in subject.data:
            yield fault


def _on_pages(rule: Callable[[Page], Iterator[Fault]]) -> Rule:
    """A rule for one text as a rule for all of them."""

    def over_all(subject: Subject) -> Iterator[Fault]:
        for page in subject.pages:
            yield from rule(page)

    return over_all


RULES: dict[str, Rule] = {
    "unreadable": unreadable,
    "character": _on_pages(rules_text.characters),
    "section-comment": _on_pages(rules_text.section_comments),
    "section-id": _on_pages(rules_text.section_ids),
    "section-repeated": rules_ids.repeated_sections,
    "heading-empty": _on_pages(rules_text.empty_headings),
    "heading-jump": _on_pages(rules_text.heading_jumps),
    "section-empty": _on_pages(rules_text.empty_sections),
    "fence-language": _on_pages(rules_text.fences),
    "details": _on_pages(rules_text.details),
    "footnote": _on_pages(rules_text.footnotes),
    "link": _on_pages(rules_links.links),
    "anchor": _on_pages(rules_links.anchors),
    "image": _on_pages(rules_links.images),
    "translation": rules_ids.translations,
    "yaml": rules_content.strict_yaml,
    "yaml-trap": rules_content.yaml_traps,
    "course": rules_content.manifests,
    "content-folder": rules_content.content_folders,
    "glossary": rules_content.glossaries,
    "glossary-repeated": rules_content.glossary_repeats,
    "glossary-section": rules_content.glossary_sections,
    "glossary-translation": rules_content.glossary_translations,
    "question": rules_quiz.fitting,
    "question-own": rules_quiz.own_faults,
    "question-repeated": rules_quiz.repeated,
    "question-section": rules_quiz.sections,
    "question-objective": rules_quiz.objectives_named,
    "question-anchor": rules_quiz.anchors,
    "question-code": rules_quiz.code_tagged,
    "question-length": rules_quiz.length_bias,
    "question-place": rules_quiz.place_bias,
    "objective": rules_quiz.aims_fitting,
    "objective-asked": rules_quiz.aims_asked,
    "section-asked": rules_quiz.sections_asked,
    "scenario": rules_fleet.fitting,
    "scenario-name": rules_fleet.repeated,
    "scenario-section": rules_fleet.sections,
    "scenario-impossible": rules_fleet.impossibles,
    "scenario-translation": rules_fleet.translations,
    "prediction": rules_fleet.predictions,
    "rulebook": rules_rulebook.fitting,
    "rulebook-rule": rules_rulebook.complete,
    "rulebook-section": rules_rulebook.sections,
    "lock": rules_ids.locked,
}
"""Every rule by its id; a new one is a function and a line here."""


def check(root: Path) -> list[Finding]:
    """Everything to mend in the course under `root`, by file and line. Raises OrchestraError if it cannot be opened."""
    subject = Subject(Path(root))
    found = {
        Finding(subject.shown(fault.path), fault.line, fault.column, name, fault.message)
        for name, rule in RULES.items()
        for fault in rule(subject)
    }
    return sorted(
        found, key=lambda each: (natural_key(str(each.file)), each.line, each.column, each.rule, each.message)
    )


def lock(root: Path) -> tuple[str, ...]:
    """Notes every id in use in content/ids.lock; the lines that are new. Raises OrchestraError if it cannot."""
    return ids.write(Subject(Path(root)))
