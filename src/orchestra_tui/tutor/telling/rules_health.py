"""The rules about agents in words: watching, restarting, swapping, the ladder's end, late reports."""

from __future__ import annotations

from orchestra_tui.base.i18n import N_
from orchestra_tui.fleet import decisions as d
from orchestra_tui.tutor.telling.case import Case
from orchestra_tui.tutor.telling.rule import Rule


def _timeout(case: Case) -> str:
    if isinstance(case.event, d.Swapped) and case.event.count < case.event.limit:
        return N_(
            "The attempt of {agent} has lasted too long, and a restart would not shorten it. Somebody else takes "
            "{task} from its branch, with a fresh context; the old epoch is closed."
        )
    return N_(
        "{agent} is silent or stuck again, and its restarts are used up: {restarts_of} within {window}. Somebody else "
        "takes {task} from its branch, with a fresh context; the old epoch is closed."
    )


def _late(case: Case) -> str:
    if isinstance(case.event, d.Stale) and case.event.epoch == case.event.current:
        return N_(
            "The epoch is the right one, but this was answered already or is not what is under way. It changes nothing "
            "but the bill."
        )
    return N_(
        "The report is about epoch {epoch}, but {task} is in epoch {current}: somebody else works on it by now. It "
        "changes nothing but the bill."
    )


HEALTH: dict[str, Rule] = {
    "health.watch": Rule(
        N_("An eye on the agent"),
        N_(
            "Two clocks run for an agent at work: output and progress. The next look is due at {due}, when the "
            "first may run out."
        ),
        ("due",),
    ),
    "health.start": Rule(
        N_("It does not come up"),
        N_(
            "{agent} should have been up within {limit_time}. Its age counts from the start, so one that never "
            "spoke is noticed, too."
        ),
        ("agent", "age", "limit_time"),
    ),
    "health.output": Rule(
        N_("Silence"),
        N_(
            "Heartbeats missed in a row: {beats_of}, {age} of silence. One that is missed means nothing, one that "
            "comes sets all to zero."
        ),
        ("agent", "beats_of", "age", "limit_time"),
    ),
    "health.progress": Rule(
        N_("Alive, but not moving"),
        N_(
            "Heartbeats come, but for {age} there was no commit, no new test, no point of the plan; the limit is "
            "{limit_time}. A living process is no progress yet."
        ),
        ("agent", "age", "limit_time"),
    ),
    "health.attempt": Rule(
        N_("An attempt drags on"),
        N_(
            "One attempt may last {limit_time}, this one has lasted {age}. Neither a nudge nor a restart will do, "
            "a swap comes next."
        ),
        ("agent", "age", "limit_time"),
    ),
    "health.nudge": Rule(
        N_("First a nudge"),
        N_("To ask costs nothing: a hung agent may come to itself. It has {grace} to answer, then it is restarted."),
        ("agent", "grace"),
    ),
    "health.recovered": Rule(
        N_("A sign of life"),
        N_("What was missed has come. {agent} is not suspect any more, and the count begins from zero."),
        ("agent",),
    ),
    "health.restart": Rule(
        N_("Restart the same agent"),
        N_(
            "{agent} did not come round by itself. A restart is cheaper than a swap and still allowed: {restarts_of} "
            "within {window}. The epoch is a new one: whatever the old process may bring is late."
        ),
        ("agent", "restarts_of", "window", "lost_of", "epoch", "branch"),
    ),
    "health.restart-crashed": Rule(
        N_("It crashed: start it again"),
        N_(
            "A crash may be chance. The same agent begins again as long as its restarts allow it: {restarts_of} "
            "within {window}."
        ),
        ("agent", "restarts_of", "window", "lost_of", "epoch", "branch"),
    ),
    "health.review-lost": Rule(
        N_("A review is lost"),
        N_(
            "{agent} went silent or crashed over the review of {task}. The task is not to blame, the review is "
            "ordered again."
        ),
        ("agent",),
    ),
    "swap.timeout": Rule(
        N_("Timeout Swap: silent or stuck"), _timeout, ("agent", "model", "restarts_of", "window", "lost_of", "epoch")
    ),
    "swap.crash": Rule(
        N_("Timeout Swap: it crashes again"),
        N_(
            "{agent} crashed, and its restarts are used up: {restarts_of} within {window}. Somebody else takes {task} "
            "from its branch, with a fresh context."
        ),
        ("agent", "model", "restarts_of", "window", "lost_of", "epoch"),
    ),
    "swap.error": Rule(
        N_("Error Swap: nobody to pay"),
        N_(
            "{agent} has no account left to go on with: {obstacle}. The task is not to blame and no failure is "
            "counted; it goes to whoever can pay."
        ),
        ("agent", "model", "obstacle", "status"),
    ),
    "swap.critic": Rule(
        N_("Critic Swap: refused reviews"),
        N_(
            "So many refusals in a row, {count_of}, say that {task} is too hard for {model}. Now only a stronger model "
            "will do: with a fresh context, the diff and the remarks."
        ),
        ("model", "count_of", "reviews_of", "stronger"),
    ),
    "swap.same-failure": Rule(
        N_("Critic Swap: the same failure"),
        N_(
            "The same failure so many times in a row, {count_of}: {model} would bring it again. Now only a stronger "
            "model will do, with a fresh context, the diff and the log."
        ),
        ("model", "count_of", "lost_of", "stronger"),
    ),
    "swap.turns": Rule(
        N_("Critic Swap: out of turns"),
        N_(
            "The attempt has used its turns, {count_of}, and {task} is not done. More of the same would not help: "
            "a stronger model tries."
        ),
        ("agent", "model", "count_of", "lost_of"),
    ),
    "ladder.attempts": Rule(
        N_("The ladder ends: attempts"),
        N_(
            "Attempts that ended without a result, whoever made them: {count_of}. Another would only cost money; "
            "a human gets diff, log and lessons."
        ),
        ("count_of",),
    ),
    "ladder.no-stronger-model": Rule(
        N_("The ladder ends: nobody is stronger"),
        N_(
            "A Critic Swap was due, but for the role {role} there is no stronger model that has not failed yet. A "
            "human gets diff, log and lessons."
        ),
        ("role", "stronger", "count_of"),
    ),
    "ladder.reviews": Rule(
        N_("The ladder ends: reviews"),
        N_(
            "Reviews of {task}: {count_of}, and still not accepted. Generator and reviewer would argue for ever; "
            "a human decides."
        ),
        ("count_of",),
    ),
    "ladder.conflicts": Rule(
        N_("The ladder ends: conflicts"),
        N_("{task} ran into others at the merge too often, {count_of}. Such a knot a human unties sooner."),
        ("count_of", "others", "files"),
    ),
    "ladder.task-budget": Rule(
        N_("The ladder ends: the budget of the task"),
        N_(
            "Of {allowed} for {task} {used_up} are used up, and what is left does not hold another job. A human "
            "says whether it is worth more."
        ),
        ("allowed", "used_up"),
    ),
    "ladder.bad-request": Rule(
        N_("The ladder ends: the request is not accepted"),
        N_("The provider answers {status}: the request itself is wrong. To send it again would change nothing."),
        ("status", "account"),
    ),
    "ladder.dependency": Rule(
        N_("The ladder ends: what it waits for will not come"),
        N_("{task} comes after {after}, and of those one will never be merged. It cannot begin by itself any more."),
        ("after",),
    ),
    "fence.stale": Rule(N_("Too late"), _late, ("agent", "epoch", "current", "paid")),
}  # fmt: skip
