"""The events of a run: facts, which a world or the learner tells, and decisions, which the orchestrator makes.

Every event has `n`, its number in the log from 1; `at`, ms from the start; `cause`, the number of the event it answers
(0: none). A fact that answers a command carries the number of the decision the command came from. A decision names
its `rule`, and its fields are the rule's inputs and result: numbers and ids, never prose.

An attempt is one assignment of a task to an agent; its `epoch` rises with every assignment of the task. A fact with an
older epoch is stale.
"""

from __future__ import annotations

from orchestra_tui.fleet.decisions import AnyDecision
from orchestra_tui.fleet.event import Decision, Event, Fact, Unknown
from orchestra_tui.fleet.facts import AnyFact, Intervention

AnyEvent = AnyFact | AnyDecision

__all__ = ["AnyDecision", "AnyEvent", "AnyFact", "Decision", "Event", "Fact", "Intervention", "Unknown"]
