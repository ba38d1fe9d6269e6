"""The learner's hand on a simulated run, in words: `kill dev-1` at `1h30m`; checked against the plan before the run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from msgspec import Struct

from orchestra_tui.base.errors import OrchestraError, Place
from orchestra_tui.base.i18n import _
from orchestra_tui.base.nearest import did_you_mean
from orchestra_tui.base.yaml import Document, parse
from orchestra_tui.base.yaml.nodes import Node
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet import units
from orchestra_tui.fleet.plan import Plan
from orchestra_tui.fleet.policy import Policy
from orchestra_tui.fleet.reading import filled
from orchestra_tui.fleet.simulation.run import Act, Runner
from orchestra_tui.fleet.simulation.world import FAULTS
from orchestra_tui.tutor.fleet import Prepared, endless

SOURCE = "--at"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done at a time, ms from the start; `text` is as it was said."""

    at: int
    text: str
    fact: f.Intervention


class Placed(NamedTuple):
    """Orders as acts of a run, and those that came when it was over."""

    acts: tuple[Act, ...]
    late: tuple[Order, ...]


def order(plan: Plan, time: str, action: str) -> Order:
    """An order from its words. Raises OrchestraError that names what was probably meant."""
    try:
        at = units.duration(time)
    except ValueError as error:
        raise _fault(str(error)) from error
    verb, _space, rest = action.strip().partition(" ")
    if verb not in ACTIONS:
        raise _fault(_('There is no action "{name}"').format(name=verb), did_you_mean(verb, ACTIONS))
    usage, make = ACTIONS[verb]
    words = [rest.strip()] if verb == "policy" else rest.split()
    needed, most = usage.count(" ") - usage.count("["), usage.count(" ")
    if not needed <= len([word for word in words if word]) <= most:
        raise _fault(_('"{text}" is not understood').format(text=action), _("Write: {usage}").format(usage=usage))
    return Order(at, action.strip(), make(plan, *words))


def placed(prepared: Prepared, orders: Iterable[Order]) -> Placed:
    """The orders after the last event at or before their time.

    An order may change what happens from its time on, so each is looked up in the run with those before it.
    """
    acts, late = list[Act](), list[Order]()
    for each in sorted(orders, key=lambda order: order.at):
        n = _last(prepared, acts, each.at)
        if n is None:
            late.append(each)
        else:
            acts.append(Act(n, each.fact))
    return Placed(tuple(acts), tuple(late))


def _last(prepared: Prepared, acts: Sequence[Act], at: int) -> int | None:
    """The number of the last event at or before a time; None where the run is over by then."""
    scenario = prepared.scenario
    runner, n = Runner(scenario.plan, scenario.params, prepared.seed, acts), 0
    while runner.step():
        if runner.state.at > at:
            return n
        n = runner.state.n
    if not runner.state.finished:
        raise endless(prepared, n)
    return None


def targets(plan: Plan, fault: str) -> tuple[str, ...]:
    """What a fault can befall: agents, providers, accounts, tasks; nothing in particular where it is empty."""
    if fault in {"hang", "loop", "crash", "zombie"}:
        return tuple(plan.slot)
    if fault in {"overload", "cut"}:
        return tuple(dict.fromkeys(account.provider for account in plan.accounts))
    if fault == "quota":
        return tuple(plan.account)
    return tuple(plan.task) if fault in {"flaky", "conflict"} else ()


def policy_paths(policy: Policy) -> tuple[str, ...]:
    """The values of a policy that can be changed, as YAML names them: `health.progress`, `limits.attempts`, `max`."""
    found: list[str] = []
    for name in policy.__struct_fields__:
        group = getattr(policy, name)
        inner = group.__struct_fields__ if isinstance(group, Struct) else ()
        found += [f"{name}.{field.removesuffix('_ms')}" for field in inner] or [name.removesuffix("_ms")]
    return tuple(found)


def policy_fact(plan: Plan, text: str) -> f.PolicyAsked:
    """A change of the policy from `path=value`; a path may be a value's own name where only one is called so."""
    path, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not value:
        raise _fault(_('"{setting}" sets nothing').format(setting=text), _("Write: {usage}").format(usage=_POLICY))
    known = policy_paths(plan.policy)
    full = [each for each in known if path in {each, each.rpartition(".")[2], _inside(plan.policy, each)}]
    if len(full) != 1:
        message = _('The policy has no "{path}"').format(path=path)
        raise _fault(message, did_you_mean(path, full or known))
    group, _dot, field = full[0].rpartition(".")
    node: Node = Node(1, 1, entries={field: parse(value, SOURCE).root})
    document = Document(SOURCE, Node(1, 1, entries={group: node}) if group else node)
    base = getattr(plan.policy, group) if group else plan.policy
    changed = filled(document, (group,) if group else (), type(base), base)
    inside = _inside(plan.policy, full[0])
    return f.PolicyAsked(n=0, at=0, path=inside, value=getattr(changed, inside.rpartition(".")[2]))


def _inside(policy: Policy, path: str) -> str:
    """The path of a value as the policy itself has it: durations are in ms there."""
    group, dot, field = path.rpartition(".")
    fields = (getattr(policy, group) if group else policy).__struct_fields__
    return f"{group}{dot}{field if field in fields else f'{field}_ms'}"


def _agent(plan: Plan, name: str) -> str:
    return _known(name, tuple(plan.slot), _('There is no agent "{name}"'))


def _task(plan: Plan, name: str) -> str:
    return _known(name, tuple(plan.task), _('There is no task "{name}"'))


def _known(name: str, known: Sequence[str], message: str) -> str:
    if name not in known:
        raise _fault(message.format(name=name), did_you_mean(name, known))
    return name


def _swap(plan: Plan, task: str, agent: str = "") -> f.Intervention:
    role = plan.task[_task(plan, task)].role
    if agent and role not in plan.slot[_agent(plan, agent)].roles:
        able = [slot for slot, profile in plan.slot.items() if role in profile.roles]
        message = _('"{agent}" does not play the role "{role}"').format(agent=agent, role=role)
        raise _fault(message, did_you_mean(agent, able))
    return f.SwapAsked(n=0, at=0, task=task, agent=agent)


def _break(plan: Plan, fault: str, target: str = "") -> f.Intervention:
    _known(fault, FAULTS, _('There is no fault "{name}"'))
    known = targets(plan, fault)
    if bool(target) != bool(known):
        usage = f"fault {fault} TARGET" if known else f"fault {fault}"
        raise _fault(_('"{text}" is not understood').format(text=f"fault {fault} {target}".strip()),
                     _("Write: {usage}").format(usage=usage))  # fmt: skip
    if known:
        _known(target, known, _('"{name}" cannot have that fault'))
    return f.FaultAsked(n=0, at=0, fault=fault, target=target)


def _fault(message: str, remedy: str = "") -> OrchestraError:
    return OrchestraError(message, place=Place(SOURCE), remedy=remedy)


_POLICY = "policy PATH=VALUE"

ACTIONS: dict[str, tuple[str, Callable[..., f.Intervention]]] = {
    "nudge": ("nudge AGENT", lambda plan, agent: f.NudgeAsked(n=0, at=0, agent=_agent(plan, agent))),
    "restart": ("restart AGENT", lambda plan, agent: f.RestartAsked(n=0, at=0, agent=_agent(plan, agent))),
    "kill": ("kill AGENT", lambda plan, agent: f.KillAsked(n=0, at=0, agent=_agent(plan, agent))),
    "swap": ("swap TASK [AGENT]", _swap),
    "cancel": ("cancel TASK", lambda plan, task: f.CancelAsked(n=0, at=0, task=_task(plan, task))),
    "pause": ("pause [AGENT]", lambda plan, *agent: f.PauseAsked(n=0, at=0, agent=_any_agent(plan, *agent))),
    "resume": ("resume [AGENT]", lambda plan, *agent: f.ResumeAsked(n=0, at=0, agent=_any_agent(plan, *agent))),
    "fault": ("fault KIND [TARGET]", _break),
    "policy": (_POLICY, policy_fact),
}
"""What can be done by its verb: how it is written, and what makes the intervention of it."""


def _any_agent(plan: Plan, name: str = "") -> str:
    return _agent(plan, name) if name else ""
