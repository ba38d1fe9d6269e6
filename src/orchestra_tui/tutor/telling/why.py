"""Why an event came about: its rule in words, what it rests on, what else could have been."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orchestra_tui.base.i18n import _
from orchestra_tui.fleet.event import Decision, Event, Unknown
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.rules.names import FENCE, base
from orchestra_tui.fleet.state import State
from orchestra_tui.tutor.telling.case import Case
from orchestra_tui.tutor.telling.facts_why import fact_inputs, fact_reason, fact_title
from orchestra_tui.tutor.telling.otherwise import Otherwise, alternatives
from orchestra_tui.tutor.telling.rule import Rule
from orchestra_tui.tutor.telling.rules_health import HEALTH
from orchestra_tui.tutor.telling.rules_means import MEANS
from orchestra_tui.tutor.telling.rules_run import RUN
from orchestra_tui.tutor.telling.rules_work import WORK
from orchestra_tui.tutor.telling.sentence import sentence
from orchestra_tui.tutor.telling.values import Values, inputs_of

__all__ = ["IN_WORDS", "Otherwise", "Why", "why"]

IN_WORDS: dict[str, Rule] = {**WORK, **MEANS, **HEALTH, **RUN}
"""Every rule in words, by its name."""

CHAIN = 12
"""How many causes are followed back."""


@dataclass(frozen=True, slots=True)
class Why:
    """An event explained.

    `what` is its sentence; `rule` the name of its rule, empty for a fact, `title` that in words; `because` says why the
    rule decides so here; `inputs` are labelled values; `otherwise` can be computed by a fork; `causes` are the numbers
    of the events that led here, nearest first.
    """

    n: int
    at: int
    what: str
    rule: str
    title: str
    because: str
    inputs: tuple[tuple[str, str], ...]
    otherwise: tuple[Otherwise, ...]
    causes: tuple[int, ...]


def why(plan: Plan, events: Sequence[Event | Unknown], n: int, state: State | None = None) -> Why:
    """The explanation of event `n`; IndexError if there is none. `state` is that right before it, if at hand."""
    case = Case(plan, events, n, state)
    event, what = case.event, sentence(case.clock, case.event)
    causes = tuple(sorted({*case.chain(CHAIN), *case.evidence()}, reverse=True))
    if not isinstance(event, Decision) or base(event.rule) not in IN_WORDS:
        title, because, inputs = fact_title(event), fact_reason(case), fact_inputs(case)
        return Why(n, event.at, what, getattr(event, "rule", ""), title, because, inputs, (), causes)
    rule = IN_WORDS[base(event.rule)]
    because = _(rule.reason(case)).format_map(Values(case))
    if event.rule.endswith(FENCE):
        because = _("{because} First the epoch is closed.").format(because=because)
    inputs = inputs_of(case, rule.inputs)
    return Why(n, event.at, what, base(event.rule), _(rule.title), because, inputs, alternatives(case), causes)
