"""Rules for scenarios, for the predictions that ask about them, and for what explains the rules of the fleet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from orchestra_tui.authoring.finding import Fault, from_error, from_place, says
from orchestra_tui.authoring.questions import QuizFile, quiz_files
from orchestra_tui.authoring.scenarios import ScenarioFile, loaded, scenario_files, scenario_paths
from orchestra_tui.authoring.subject import Subject
from orchestra_tui.base.i18n import _
from orchestra_tui.base.nearest import did_you_mean
from orchestra_tui.quiz.types.predict import Predict

Step = str | int


def fitting(subject: Subject) -> Iterator[Fault]:
    """Scenarios that do not load: keys, units, names, circles."""
    for file in scenario_files(subject):
        if file.fault:
            yield from_error(file.fault, file.path)


def repeated(subject: Subject) -> Iterator[Fault]:
    """Two scenarios of one name in a course, and names that cannot be typed everywhere."""
    from orchestra_tui.authoring.scenario_draft import is_name

    first: dict[tuple[str, str], Path] = {}
    for path in scenario_paths(subject):
        name, _dot, language = path.stem.partition(".")
        before = first.setdefault((name, language), path)
        if before is not path:
            what = _('The scenario "{name}" is here again, first in {place}').format(
                name=name, place=before.parent.parent.name
            )
            yield Fault(path, 1, 1, says(what, _("Give it another name.")))
        elif not is_name(name):
            what = _('"{name}" is no name for a scenario').format(name=name)
            yield Fault(path, 1, 1, says(what, _("Use small Latin letters, digits and hyphens.")))


def sections(subject: Subject) -> Iterator[Fault]:
    """Scenarios about a section that their module does not have."""
    for file in scenario_files(subject):
        known = [section.ref.section for section in file.module.each()] if file.module else []
        if file.scenario and file.scenario.head.section not in known:
            name = file.scenario.head.section
            what = _('The module has no section "{section}"').format(section=name)
            yield from_place(file.document.at("section"), says(what, did_you_mean(name, known)))


def impossibles(subject: Subject) -> Iterator[Fault]:
    """Scenarios with a task that can never be done."""
    from orchestra_tui.fleet.possible import impossible

    for file in scenario_files(subject):
        for each in impossible(file.scenario.plan) if file.scenario else ():
            path = _task_path(file.document.value, each.task, ()) or ("runbook",)
            what = _('The task "{task}" can never be done: {why}').format(task=each.task, why=each.why)
            yield from_place(file.document.at(*path), what)


def translations(subject: Subject) -> Iterator[Fault]:
    """Translations of scenarios that do not run as the original does, or translate none."""
    originals = {(file.path.parent, file.name): file for file in scenario_files(subject) if not file.language}
    for file in scenario_files(subject):
        if not file.language:
            continue
        original = originals.get((file.path.parent, file.name))
        if original is None:
            what = _('There is no "{name}" that this translates').format(name=f"{file.name}.yaml")
            yield Fault(file.path, 1, 1, what)
        elif file.scenario and original.scenario and not _alike(file, original):
            what = _('This does not run as "{name}" does').format(name=original.path.name)
            yield Fault(file.path, 1, 1, says(what, _("Translate only words that are shown.")))


def predictions(subject: Subject) -> Iterator[Fault]:
    """Predictions about a scenario, a metric, a unit or a value that there is not."""
    known = {path.stem: path for path in scenario_paths(subject) if "." not in path.stem}
    for file in quiz_files(subject):
        for index, question in enumerate(file.questions):
            if not isinstance(question, Predict):
                continue
            for path, message in _prediction(question, known):
                yield file.fault_at(index, path, message)
            if question.sim.scenario in known and loaded(known[question.sim.scenario])[0]:
                yield from _settings(file, index, question, known[question.sim.scenario])


def _prediction(question: Predict, known: dict[str, Path]) -> Iterator[tuple[tuple[Step, ...], str]]:
    """What is wrong with the names in a prediction."""
    from orchestra_tui.fleet.metrics import QUANTITIES, Metric
    from orchestra_tui.quiz.numbers import unit_of

    sim, ask = question.sim, question.ask
    if sim.scenario not in known:
        what = _('There is no scenario "{name}"').format(name=sim.scenario)
        yield ("sim", "scenario"), says(what, did_you_mean(sim.scenario, known))
    metrics = [metric.value for metric in Metric]
    if ask.metric not in metrics:
        what = _('There is no metric "{name}"').format(name=ask.metric)
        yield ("ask", "metric"), says(what, did_you_mean(ask.metric, metrics))
        return
    wanted = QUANTITIES.get(Metric(ask.metric), "") if ask.against is None else ""
    found = unit_of(ask.unit)
    if (found is None and wanted and not ask.unit) or (found and found[0] != wanted):
        units = {"time": "min", "money": "$", "tokens": "tokens", "share": "%"}
        remedy = _("Write: unit: {unit}").format(unit=f'"{units[wanted]}"') if wanted else _("Leave the unit out.")
        yield ("ask", "unit"), says(_('"{metric}" is not measured in that').format(metric=ask.metric), remedy)


def _settings(file: QuizFile, index: int, question: Predict, path: Path) -> Iterator[Fault]:
    """Values that the scenario does not take, each at its path; together, where only that is wrong."""
    from orchestra_tui.fleet.simulation.setting import setting

    for place, values in ((("sim", "set"), question.sim.set), (("ask", "against"), question.ask.against or {})):
        every = {name: setting(name, value) for name, value in values.items()}
        _scenario, error = loaded(path, tuple(every.values()))
        if error is None:
            continue
        alone = [name for name, each in every.items() if loaded(path, (each,))[0] is None]
        message = says(error.message, error.remedy)
        if len(alone) == 1:
            yield from_place(file.document.key_at("questions", index, *place, alone[0]), message)
        else:
            yield from_place(file.document.key_at("questions", index, *place), message)


def _alike(one: ScenarioFile, other: ScenarioFile) -> bool:
    a, b = one.scenario, other.scenario
    assert a
    assert b
    return (a.digest, a.head.seed, a.head.section, a.goals) == (b.digest, b.head.seed, b.head.section, b.goals)


def _task_path(value: object, task: str, path: tuple[Step, ...]) -> tuple[Step, ...] | None:
    """Where the task of an id stands in a runbook that is inline."""
    if isinstance(value, dict) and value.get("id") == task and "role" in value:
        return (*path, "id")
    pairs: Iterator[tuple[Step, object]] = iter(())
    if isinstance(value, dict):
        pairs = iter(value.items())
    elif isinstance(value, list):
        pairs = iter(enumerate(value))
    return next((found for step, inner in pairs if (found := _task_path(inner, task, (*path, step)))), None)
