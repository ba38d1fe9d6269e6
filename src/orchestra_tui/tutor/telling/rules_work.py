"""The rules about work in words: handing out, doing, checking, reviewing, merging."""

from __future__ import annotations

from orchestra_tui.base.i18n import N_
from orchestra_tui.tutor.telling.case import Case
from orchestra_tui.tutor.telling.rule import Rule


def _ready(case: Case) -> str:
    if case.given and case.given.after:
        return N_(
            "All that {task} came after is in main, {agent} is free and plays the role {role}, {account} is open and "
            "has the money. What is ready is handed out in this order: begun tasks, then by priority, then as in the "
            "runbook."
        )
    return N_(
        "{task} comes after nothing, {agent} is free and plays the role {role}, {account} is open and has the money. "
        "What is ready is handed out in this order: begun tasks, then by priority, then as in the runbook."
    )


def _review(case: Case) -> str:
    if case.task and case.field("by") == case.task.author:
        return N_(
            "There is no other reviewer to be had, so {by} reads its own diff, with a fresh context at least. "
            "{reserved} are set aside for it."
        )
    return N_(
        "{by} is the first reviewer that is free; the author is asked only if there is nobody else. {reserved} are set "
        "aside for the review."
    )


def _conflict(case: Case) -> str:
    if case.given and case.given.touches:
        return N_(
            "While {task} was being built, others went into main and changed the same lines: {others}. Who comes "
            "second reconciles; {task} has {conflicts_of} conflicts."
        )
    return N_(
        "While {task} was being built, others went into main and changed the same lines: {others}. The runbook says "
        "nothing of what {task} touches, so nobody could foresee it; conflicts: {conflicts_of}."
    )


WORK: dict[str, Rule] = {
    "dispatch.ready": Rule(
        N_("A task is ready, an agent is free"), _ready, ("after", "role", "model", "account", "epoch")
    ),
    "dispatch.again": Rule(
        N_("A begun task goes on"),
        N_(
            "Begun tasks go before new ones. {agent} gets a fresh context, but no blank page: branch {branch} grows "
            "out of {base}, and the list of what failed before comes with it."
        ),
        ("role", "model", "account", "epoch", "base", "failures", "stronger"),
    ),
    "dispatch.wake": Rule(
        N_("An alarm clock for the queue"),
        N_(
            "Nothing more can begin now, and it is known when that may change: {due}. Until then nobody has to be "
            "asked, the coordinator simply wakes."
        ),
        ("due",),
    ),
    "work.turn": Rule(
        N_("The next turn"),
        N_(
            "Turn {turn_of} may begin: {reserved} are set aside for it, what it would cost at worst. Only what stays "
            "below every cap, together with what is spent and set aside, is granted."
        ),
        ("turn_of", "model", "account", "reserved"),
    ),
    "work.check": Rule(
        N_("A claim is checked"),
        N_(
            'The agent said "done", but that is a claim. Tests and lint in its worktree decide; this is check number '
            "{check} of the attempt."
        ),
        ("agent", "check", "same_of"),
    ),
    "work.green": Rule(
        N_("The checks are green"),
        N_("The checks are green, {agent} has done its part: it is free, worktree and branch stay."),
        ("agent", "epoch"),
    ),
    "work.to-review": Rule(
        N_("What is green goes to review"),
        N_("Green tests do not say that the right thing was done. Before it may merge, {task} is read by {reviewer}."),
        ("reviewer",),
    ),
    "work.to-human": Rule(
        N_("The human has the last word"),
        N_("An agent has accepted {task}, but the policy wants the human to look as well."),
        ("reviewer",),
    ),
    "work.to-merge": Rule(
        N_("Without review"),
        N_("No review is asked for {task}: green checks are enough."),
    ),
    "work.accepted": Rule(
        N_("The review is passed"),
        N_("There are no remarks, and nobody else has to look. {task} queues for the merge slot."),
        ("reviews_of",),
    ),
    "work.refused": Rule(
        N_("Back to be mended"),
        N_(
            "The review left {remarks}. Refused in a row: {row_of}, reviews in all: {reviews_of}. It is too early for "
            "a stronger model, and all the more for a human."
        ),
        ("remarks", "row_of", "reviews_of"),
    ),
    "work.out-of-budget": Rule(
        N_("The fleet has no money for a turn"),
        N_(
            "The fleet's cap allows no further turn. The branch of {task} stays, and it waits until money is free "
            "again."
        ),
    ),
    "work.failed-timeout": Rule(
        N_("A failure: silent or stuck"),
        N_(
            "Silence and standstill are a failed attempt. Attempts without a result: {lost_of}; at the limit a "
            "human comes."
        ),
        ("lost_of",),
    ),
    "work.failed-crash": Rule(
        N_("A failure: crash"),
        N_(
            "The process died by itself, that is a failed attempt. Without a result: {lost_of}; at the limit a "
            "human comes."
        ),
        ("lost_of",),
    ),
    "work.failed-turns": Rule(
        N_("A failure: out of turns"),
        N_("The turns ran out before the work was done, that is a failed attempt. Without a result: {lost_of}."),
        ("lost_of",),
    ),
    "work.failed-same": Rule(
        N_("A failure: the same again and again"),
        N_(
            "The checks met the same failure ({signature}) once too often, {same_of}. The attempt ends without a "
            "result."
        ),
        ("signature", "same_of", "lost_of"),
    ),
    "work.failed-review": Rule(
        N_("A failure: refused review"),
        N_(
            "A refusal counts against the task. In a row ({row_of}) they lead to a stronger model, in all "
            "({reviews_of}) to a human."
        ),
        ("row_of", "reviews_of"),
    ),
    "work.failed-conflict": Rule(
        N_("A failure: conflict"),
        N_("A conflict counts against the task that came second: {conflicts_of}. Beyond the limit a human comes."),
        ("others", "files", "conflicts_of"),
    ),
    "work.failed-merged-red": Rule(
        N_("A failure: red on the merged tree"),
        N_("A merge that breaks the tests counts like a conflict: {conflicts_of}. Beyond the limit a human comes."),
        ("others", "conflicts_of"),
    ),
    "review.agent": Rule(
        N_("An agent reviews"), _review, ("author", "by", "model", "account", "review", "reserved")
    ),
    "review.human": Rule(
        N_("The human reviews"),
        N_(
            "There is one human, who reads one diff after another, in working hours. Diffs on the desk with this "
            "one: {desk}."
        ),
        ("desk", "review"),
    ),
    "merge.next": Rule(
        N_("One merge at a time"),
        N_(
            "There is one merge slot, and it was free. {task} is the first in the merge order; in the queue: "
            "{queue}."
        ),
        ("queue", "branch"),
    ),
    "merge.done": Rule(
        N_("Merged"),
        N_("The merge went through and the tests on the merged tree are green. {task} is in main for good."),
        ("epoch",),
    ),
    "merge.conflict": Rule(N_(
        "A conflict: reconcile with the newer main"
    ), _conflict, ("others", "files", "conflicts_of")),
    "merge.merged-red": Rule(
        N_("Merged cleanly, and yet red"),
        N_(
            "Git has nothing against it, but together with {others} the tests are red: a conflict of meaning. Main "
            "stays as it was, {task} is mended; conflicts: {conflicts_of}."
        ),
        ("others", "files", "conflicts_of"),
    ),
}  # fmt: skip
