"""The policy as the learner changes it: what each value means, how it is written, and what was typed. Pure."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from orchestra_tui.base.i18n import N_, _
from orchestra_tui.base.text import fold, visible
from orchestra_tui.fleet import units
from orchestra_tui.fleet.policy import Policy
from orchestra_tui.fleet.state import changed
from orchestra_tui.tui.offers import Choice
from orchestra_tui.tutor.telling.words import policy_name, policy_value

Value = int | bool | None

GROUPS = {
    "limits": N_("Limits of a task"),
    "health": N_("Health of agents"),
    "flow": N_("How much at once"),
    "review": N_("Reviews"),
    "budget": N_("Money"),
    "backoff": N_("Refusals by providers"),
    "": N_("The run"),
}
"""In the order they are offered."""
MEANS = {
    "limits.critic_after": N_("So many refused reviews in a row, and a stronger model takes the task over."),
    "limits.same_failure": N_("So often the same red checks in a row, and a stronger model takes the task over."),
    "limits.attempts": N_("So many attempts may end without a result; then a human is called."),
    "limits.reviews": N_("So many reviews a task may have; then a human is called."),
    "limits.conflicts": N_("So many conflicts and red merges a task may have; then a human is called."),
    "health.beat_ms": N_("How often an agent gives a sign of life."),
    "health.suspect_beats": N_("So many signs of life missed in a row make an agent suspect; one makes it well."),
    "health.start_ms": N_("An agent that is not up by then counts as stuck."),
    "health.progress_ms": N_("Without a commit, a test or a point of the plan for so long, an agent counts as stuck."),
    "health.ralph_progress_ms": N_("The same patience for agents that begin every turn with a fresh context."),
    "health.attempt_ms": N_("No attempt lasts longer than this."),
    "health.nudges": N_("How often a suspect agent is asked before anything stronger is done."),
    "health.grace_ms": N_("How long a nudged agent has to answer."),
    "health.restarts": N_("How often the same agent may be restarted within the window; then the task is swapped."),
    "health.restart_window_ms": N_("Restarts older than this are forgotten."),
    "flow.agents": N_("No more agents than this build at once."),
    "flow.review_wip": N_("While so many tasks wait for review, no new one is begun."),
    "flow.spawn_ms": N_("So much time lies between two agents that begin, so that they do not storm the provider."),
    "review.agent": N_("Another agent reads every diff that wants review."),
    "review.human": N_("The one human reads every diff that wants review; after the agent, if both do."),
    "budget.fleet": N_("No more than this is spent and set aside in all; at the cap nothing new starts."),
    "budget.fresh": N_("What one job may read anew at worst; so much money is set aside for it."),
    "budget.cached": N_("What one job may read from the cache at worst; so much money is set aside for it."),
    "budget.out": N_("What one job may write at worst; so much money is set aside for it."),
    "backoff.first_ms": N_("After a refusal an agent waits this long, then twice as long, and so on."),
    "backoff.cap_ms": N_("It never waits longer than this, unless the provider says so."),
    "backoff.spread": N_("Waits are longer by up to so many percent, so that not everybody comes back at once."),
    "backoff.tries": N_("So many refusals in a row, and the next account is taken."),
    "backoff.rest_ms": N_("An account that refused so often rests this long."),
    "max_ms": N_("The run ends by then at the latest."),
}
_NONE = frozenset({"-", "none", "no", "no limit", "нет", "без предела", "без лимита", "∞"})
_UNITS = {"min": "m", "мин": "m", "мс": "ms", "дн": "d", "ч": "h", "м": "m", "с": "s", "д": "d", "к": "k"}
"""How people write units besides, the longer ones first."""


class Setting(NamedTuple):
    """A value of the policy by its path: what it is now, and what the plan began with."""

    path: str
    now: Value
    before: Value


def settings(policy: Policy, given: Policy) -> list[Setting]:
    """Every value of the policy, group by group in the order they are offered."""
    found = []
    for group in GROUPS:
        now, before = (getattr(each, group) if group else each for each in (policy, given))
        for field in now.__struct_fields__:
            if not isinstance(getattr(now, field), Struct):
                path = f"{group}.{field}" if group else field
                found.append(Setting(path, getattr(now, field), getattr(before, field)))
    return found


def choices(policy: Policy, given: Policy) -> list[Choice]:
    """The values to choose from, under the names of their groups; what was changed already bears a mark."""
    found, group = list[Choice](), None
    for each in settings(policy, given):
        own = each.path.partition(".")[0] if "." in each.path else ""
        if own != group:
            group = own
            found.append(Choice(_(GROUPS[own])))
        sign = "•" if each.now != each.before else " "
        value = policy_value(each.path, each.now)
        found.append(Choice(policy_name(each.path), each.path, sign, value, _meaning(each), 1))
    return found


def _meaning(each: Setting) -> str:
    said = _(MEANS[each.path])
    if each.now == each.before:
        return said
    return f"{said} {_('At first: {value}.').format(value=policy_value(each.path, each.before))}"


def written(path: str, value: Value) -> str:
    """A value as it is typed: `15m`, `12.5`, `80000`, `3`; empty where there is no limit."""
    if value is None:
        return ""
    if path.endswith("_ms"):
        return units.show_duration(value)
    if path == "budget.fleet":
        return units.show_money(value)
    return str(value)


def hint(path: str) -> str:
    """How a value is written."""
    if path.endswith("_ms"):
        said = _("a duration: 90s, 15m, 1h30m")
    elif path == "budget.fleet":
        said = _("dollars: 12.50")
    elif path == "backoff.spread":
        said = _("percent")
    elif path.startswith("budget."):
        said = _("tokens: 80000 or 80k")
    else:
        said = _("a number")
    return _("{hint}; “-” for no limit").format(hint=said) if optional(path) else said


def optional(path: str) -> bool:
    """Whether there may be no limit."""
    try:
        changed(Policy(), path, None)
    except ValueError:
        return False
    return True


def is_switch(value: Value) -> bool:
    """Whether a value is only on or off."""
    return isinstance(value, bool)


def typed(policy: Policy, path: str, text: str) -> Value:
    """The value that was typed, as the policy has it; ValueError with one line for what does not fit there."""
    words = fold(text)
    if words in _NONE and optional(path):
        return None
    value = _number(path, words)
    try:
        changed(policy, path, value)
    except ValueError as error:
        refusal = _("“{text}” does not fit here: {hint}")
        raise ValueError(refusal.format(text=visible(text, keep=""), hint=hint(path))) from error
    return value


def _number(path: str, words: str) -> int:
    plain = words.replace(" ", "")
    plain = plain.replace(",", "" if "." in plain else ".")
    for unit, short in _UNITS.items():
        plain = plain.replace(unit, short)
    if path.endswith("_ms"):
        return units.duration(plain)
    if path == "budget.fleet":
        return units.money(plain)
    if path.startswith("budget."):
        return units.tokens(plain[:-1] + "M" if plain.endswith("m") else plain)
    plain = plain.removesuffix("%")
    if not plain.isdecimal():
        raise ValueError(_("“{text}” is no number").format(text=visible(words, keep="")))
    return int(plain)
