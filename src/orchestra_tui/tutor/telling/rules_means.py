"""The rules about means in words: waiting, accounts, budgets."""

from __future__ import annotations

from orchestra_tui.base.i18n import N_
from orchestra_tui.tutor.telling.rule import Rule

MEANS: dict[str, Rule] = {
    "wait.agent": Rule(
        N_("No free agent"),
        N_(
            "{task} could begin, but those who play the role {role} are busy: {busy_of}. Who gets free takes the "
            "first in the queue."
        ),
        ("role", "busy_of"),
    ),
    "wait.model": Rule(
        N_("No suitable model"),
        N_(
            "The free agents have no model for {task}: after a Critic Swap only a stronger one will do, and it "
            "needs an account."
        ),
        ("role", "stronger"),
    ),
    "wait.fleet-limit": Rule(
        N_("Limit of agents"),
        N_(
            "Agents at work: {building}; the policy allows no more at once. Each further one would slow the "
            "others down."
        ),
        ("building",),
    ),
    "wait.review-wip": Rule(
        N_("Limit of the review queue"),
        N_(
            "In review: {waiting}, the limit is {wip}. Until the queue is shorter nothing is begun: new work would "
            "only lie down in the same queue."
        ),
        ("waiting", "wip"),
    ),
    "wait.concurrency": Rule(
        N_("The account is busy"),
        N_("Every account that could pay for {task} has as many jobs as it may have. When one ends, there is room."),
    ),
    "wait.window": Rule(
        N_("The window is closed"),
        N_("The free agents have no account that is open at this hour. The next to open: {opens}."),
        ("opens",),
    ),
    "wait.quota": Rule(
        N_("The quota is used up"),
        N_(
            "The quota of the account that could pay is used up: the fleet counts it and does not wait for a "
            "refusal. Next: {opens}."
        ),
        ("opens",),
    ),
    "wait.budget": Rule(
        N_("The budget does not hold another job"),
        N_("No free agent has an account whose budget holds another job at its worst price. That changes: {until}."),
        ("until",),
    ),
    "wait.parked": Rule(
        N_("The account rests"),
        N_(
            "The accounts that could pay rest after refusals. To ask earlier is to be refused again; first back: "
            "{opens}."
        ),
        ("opens",),
    ),
    "wait.billing": Rule(
        N_("The account is out of money"),
        N_(
            "The accounts that could pay were refused for want of money. Waiting does not help: a payment does, "
            "or another account."
        ),
    ),
    "supply.back-off": Rule(
        N_("Wait and ask again"),
        N_(
            "The provider refuses ({why}), {tries_of}. The pause doubles each time and is never shorter than "
            "Retry-After; {task} is not to blame and nothing is counted against it."
        ),
        ("why", "status", "tries_of", "until"),
    ),
    "supply.rotate": Rule(
        N_("Change the account after a refusal"),
        N_(
            "{before} was refused ({why}), so {agent} goes on with {account}. Agent, worktree and context stay; {task} "
            "is not to blame and nothing is counted against it."
        ),
        ("before", "account", "model", "why", "status"),
    ),
    "supply.window": Rule(
        N_("Change the account: the window closes"),
        N_("{before} is closed at this hour. {account} is open, so {agent} goes on with {task} where it was."),
        ("before", "account", "model"),
    ),
    "supply.quota": Rule(
        N_("Change the account: the quota is used up"),
        N_(
            "By the fleet's own count the quota of {before} is used up. {agent} goes on with {account}, before "
            "anybody refuses."
        ),
        ("before", "account", "model"),
    ),
    "supply.budget": Rule(
        N_("Change the account: the day's budget"),
        N_(
            "The day's budget of {before} does not hold another turn. {account} can pay, so {agent} goes on with "
            "{task}."
        ),
        ("before", "account", "model"),
    ),
    "supply.parked": Rule(
        N_("Change the account: it rests"),
        N_(
            "{before} rests after a refusal of somebody else's request. {agent} does not try its luck, it goes on "
            "with {account}."
        ),
        ("before", "account", "model"),
    ),
    "supply.billing": Rule(
        N_("Change the account: it is out of money"),
        N_("{before} was refused for want of money and is not used any more. {agent} goes on with {account}."),
        ("before", "account", "model"),
    ),
    "supply.review-again": Rule(
        N_("A review is put off"),
        N_(
            "The provider refused a review ({why}). A review has no worktree to lose: {agent} is freed, it will "
            "be ordered again."
        ),
        ("why", "status"),
    ),
    "supply.park-throttle": Rule(
        N_("Let the account rest: too many requests"),
        N_(
            "{account} asked too often. It rests until {until}, so that the others do not run into the same "
            "refusal one by one."
        ),
        ("account", "why", "tries_of", "until"),
    ),
    "supply.park-quota": Rule(
        N_("Let the account rest: quota"),
        N_("The provider says that the quota of {account} is used up. Before {until} it makes no sense to ask."),
        ("account", "why", "until"),
    ),
    "supply.park-overload": Rule(
        N_("Let the account rest: overload"),
        N_("The provider is overloaded. {account} rests until {until}, and whoever can goes on elsewhere."),
        ("account", "why", "tries_of", "until"),
    ),
    "supply.park-billing": Rule(
        N_("No more of this account"),
        N_("There is no money on {account}. Nobody asks it again in this run: money does not come back by waiting."),
        ("account", "why"),
    ),
    "budget.admission": Rule(
        N_("The reservation does not fit"),
        N_(
            "{spent} spent, {reserved} set aside and {ask} for a job at worst make {asked}, more than the cap of "
            "{cap}. What could break a cap is not granted."
        ),
        ("scope", "account", "spent", "reserved", "ask", "asked", "cap", "until"),
    ),
    "budget.settle": Rule(
        N_("The bill"),
        N_("What was set aside gives way to what was really used: {spent}. The rest is free for others again."),
        ("account", "held", "spent", "overrun"),
    ),
    "budget.settle-dead": Rule(
        N_("The bill of a stopped process"),
        N_(
            "The process is gone for certain, so nothing more can be spent: {spent} are paid, the rest of the "
            "reservation is free."
        ),
        ("account", "held", "spent", "overrun"),
    ),
    "budget.overrun": Rule(
        N_("Alarm: more than was set aside"),
        N_(
            "A job cost more than its reservation, and {scope} is exceeded: {spent} of {cap}. Nothing new starts "
            "until a human decides."
        ),
        ("scope", "account", "spent", "cap"),
    ),
    "budget.stop": Rule(
        N_("Stop: no money"),
        N_("The fleet's cap holds no further turn. {agent} is stopped rather than left to run without a reservation."),
        ("agent", "epoch"),
    ),
}  # fmt: skip
