"""The story of a run: what must be in it, how long it is, and that it is in good order."""

from __future__ import annotations

import re

import pytest
from msgspec import structs

from orchestra_tui.base import i18n
from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet import facts as f
from orchestra_tui.fleet.metrics import Metric
from orchestra_tui.fleet.simulation.run import Run, run
from orchestra_tui.fleet.simulation.scenario import defaults
from orchestra_tui.tutor.telling.chronicle import Chronicle
from orchestra_tui.tutor.telling.story import Story, story
from orchestra_tui.tutor.telling.thin import KEEP
from orchestra_tui.tutor.telling.words import dollars
from tests.fleet.fleets import DEVELOPER, NAMES, REVIEWER, plan, scenario
from tests.tutor.telling.runs import RULE, act, forked, strangers, told

SEEDS = (1, 2, 5, 7)


def tell(name: str, seed: int, *settings: str) -> Story:
    one = scenario(name, *settings)
    return story(one.plan, told(name, seed, *settings).events, title=one.head.title, seed=seed)


def of(ran: Run) -> str:
    return "\n".join(story(ran.plan, ran.events, title="T", seed=ran.seed).paragraphs)


def test_the_night_shift() -> None:
    """The measure of it all: the story that could stand in the theory."""
    i18n.use("ru")
    night = tell("night-shift", scenario("night-shift").head.seed)
    assert night.title == "Ночная смена · seed 7"
    text = "\n".join(night.paragraphs)
    for said in (
        "Понедельник, 22:00. Цель — двенадцать терминов глоссария и страница к ним. 14 задач: сначала template, потом",
        "Платят alice-claude (до $4,00 в день) и bob-codex (до $25,00 в день, открыт 00:00–08:00).",
        "В 22:11 template в main, и дорога открыта для 12 задач: claude-developer-1 берёт agent,",
        "из свободных платить некому: bob-codex откроется только в 00:00. В 22:24 начать epoch не на что:",
        "потрачено $2,21, отложено $0,95, ход в худшем случае стоит $0,95, а у alice-claude на день всего $4,00.",
        "Это Error Swap, задача не виновата: в 00:00 codex-developer-2 берёт epoch с моделью gpt-5.3-codex.",
        "22:58. До 00:00 (1 ч 02 мин) флит ждёт окна bob-codex и нового дня alice-claude: heartbeat ждёт ревью,",
        "00:00. Открывается окно bob-codex, начинается новый день, и бюджет alice-claude снова цел.",
        "codex-developer-2 замолкает над epoch: пропущено 3 heartbeat подряд. Координатор толкает его, 2 мин ждёт",
        "К 00:19 влиты lesson, pool, epoch, quota и slot: 10 из 14.",
        "В 00:21 дневной бюджет alice-claude не вмещает ещё один ход, claude-developer-1 продолжает runbook",
        "00:43. Дневной бюджет alice-claude не вмещает ещё один ход, claude-developer-1 продолжает runbook",
        "с runbook в main всё, чего ждала index: codex-developer-1 берёт index. В 01:09 последней в main входит index.",
        "Итог: в main 14 из 14 задач за 3 ч 09 мин, это стоило $12,45 и 21,1 млн токенов.",
        "По дороге: Error Swap — 1, 1 перезапуск, 1 толчок, смен аккаунта — 2.",
        "codex-developer-2: 2 задачи в main, 4 хода, 1 ревью,",
    ):
        assert said in text, said


def test_a_critic_swap_is_told_with_its_reviews() -> None:
    i18n.use("ru")
    text = "\n".join(tell("night-shift", 1).paragraphs)
    assert (
        "context трижды подряд не проходит ревью (00:12 — 2 замечания, 00:36 — 5 замечаний, 00:59 — 2 замечания)"
        in text
    )
    assert "Critic Swap: codex-developer-1 берёт context с моделью gpt-6.1-sol." in text
    assert "lesson останавливается и ждёт человека: трижды подряд падает на одном и том же тесте (test-1)," in text
    assert "Следом останавливается index: то, за чем она стоит, не вольётся." in text


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_scenario_reads_well(name: str, language: str) -> None:
    i18n.use(language)
    for seed in SEEDS:
        one = tell(name, seed)
        lines = one.text(100).splitlines()
        assert 18 <= len(lines) <= 75
        assert max(map(len, lines)) <= 100
        for part in one.paragraphs:
            assert not re.search(r"[{}]|\bNone\b|\.\.|  |: :|, ,| [,.;]", part), part
            assert not RULE.search(part)
            assert part.endswith(".") or "\n" in part or ":" in part
            assert not re.search(r"(?<=[.!] )[а-яё]", re.sub(r"\b(тыс|main)\. ", "", part).replace(". main ", " ")), (
                part
            )
            if language == "ru":
                assert strangers(part, scenario(name).plan) == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_turning_point_is_told(name: str) -> None:
    i18n.use("ru")
    for seed in SEEDS:
        events = told(name, seed).events
        text = "\n".join(tell(name, seed).paragraphs[2:-3])
        swaps = {
            kind: [e for e in events if isinstance(e, d.Swapped) and e.swap == kind] for kind in ("timeout", "critic")
        }
        assert text.count("Timeout Swap") == len(swaps["timeout"])
        assert text.count("Critic Swap") == len(swaps["critic"])
        for event in events:
            match event:
                case d.Restarted() | d.AccountRotated():
                    assert f"{event.agent} " in text
                    assert event.task in text
                case d.NeedsHuman():
                    assert re.search(rf"{event.task} останавливается|останавлива\w+ .*{event.task}", text)
                case f.MergeEnded() if event.outcome != "merged":
                    assert any(f"{event.task} {verb}" in text for verb in ("не вливается", "сливается чисто", "с ")), (
                        event
                    )
                case d.Stale():
                    assert re.search(rf"{event.task}", text)
                case d.Merged():
                    assert event.task in text


def test_the_reasons_stand_beside_what_happened() -> None:
    i18n.use("ru")
    hung = "\n".join(tell("swap-timeout", 1).paragraphs)
    assert "claude-developer-1 замолкает над importer: пропущено 3 heartbeat подряд." in hung
    assert (
        "молчит над importer и после перезапуска; толчок не помогает, а перезапуски кончились (1 из 1 за 30 мин)."
        in hung
    )
    late = "\n".join(tell("zombie", 1).paragraphs)
    assert (
        "прежний developer-1 приносит готовую sender. Но это эпоха 1, а идёт уже 3: ответ записан и отвергнут, $0,32"
        in late
    )
    rotated = "\n".join(tell("swap-error", 1).paragraphs)
    assert (
        "провайдер говорит, что квота alice-claude вышла (429), новая будет в 15:00. claude-developer-1 продолжает"
        in rotated
    )
    assert "На новый аккаунт переходит и claude-developer-2 с billing." in rotated
    knot = "\n".join(tell("too-parallel", 5).paragraphs)
    assert "retries не вливается: спорит с locale из-за app/settings.py." in knot
    assert "ещё конфликты: logging с secrets, cache с secrets, retries с secrets и metrics с secrets." in knot.lower()


def test_quiet_stretches_are_named() -> None:
    i18n.use("ru")
    text = "\n".join(tell("human-bottleneck", 1).paragraphs)
    assert "12:29. До 15:21 (2 ч 52 мин) не работает никто: у человека лежат 14 diff (a1, a2, a3, b2 и ещё 10)." in text
    assert (
        "С 18:00 до 10:00 вторника снова никто не работает: рабочий день человека кончился, на столе ждут утра" in text
    )
    assert "Ревьюит один человек, 10:00–18:00 по рабочим дням." in text


@pytest.mark.parametrize("name", NAMES)
def test_the_bill_is_the_runs(name: str) -> None:
    ran = told(name, 2)
    chronicle = Chronicle(ran.plan, ran.events)
    for slot, agent in ran.final.agents.items():
        share = chronicle.shares[slot]
        assert (share.cost, share.tokens, share.merged) == (agent.cost, agent.tokens, agent.merged)
    bill = "\n".join(tell(name, 2).paragraphs[-3:])
    assert dollars(chronicle.numbers[Metric.COST]) in bill
    merged = sum(isinstance(e, d.Merged) for e in ran.events)
    assert f"The bill: {merged} of {len(ran.plan.tasks)} tasks in main" in bill
    assert sum(share.reviews for share in chronicle.shares.values()) <= chronicle.numbers[Metric.REVIEWS]


def test_a_calm_run_is_short_and_says_so() -> None:
    i18n.use("ru")
    one = tell("solo", 7)
    assert len(one.paragraphs) == 7
    assert "никого не меняли и не перезапускали" in one.paragraphs[-2]


def test_the_hand_of_the_learner_is_told_with_what_came_of_it() -> None:
    i18n.use("ru")
    acts = (
        act(40, f.KillAsked, agent="codex-developer-1"),
        act(80, f.SwapAsked, task="importer"),
        act(120, f.PauseAsked),
        act(150, f.ResumeAsked),
        act(160, f.FaultAsked, fault="restart"),
        act(200, f.PolicyAsked, path="limits.critic_after", value=1),
        act(210, f.CancelAsked, task="e2e"),
    )
    text = of(forked("swap-timeout", 1, *acts))
    assert (
        "ты останавливаешь codex-developer-1: больше свободных нет, и report снова достаётся codex-developer-1" in text
    )
    assert "ты отдаёшь importer другому агенту: claude-developer-2 берёт importer." in text
    assert "Ты ставишь на паузу весь флит." in text
    assert "Ты устраиваешь поломку: перезапуск оркестратора. Оркестратор падает и возвращается" in text
    assert "Ты меняешь политику: отказов ревью подряд до Critic Swap — теперь 1." in text
    assert "Не вошла в main: e2e (снята тобой)." in text


def test_a_run_without_money_ends_with_the_reason() -> None:
    i18n.use("ru")
    text = of(forked("solo", 1, act(5, f.PolicyAsked, path="budget.fleet", value=4_000_000)))
    assert (
        "никто не работает, и само это уже не изменится: dual-write ждёт ревью, но платить за него некому."
        in text.lower()
    )
    assert "Не закончены: dual-write, read-new, drop-old и docs." in text


def test_the_beginning_of_a_run_can_be_told() -> None:
    one, events = scenario("night-shift"), told("night-shift", 1).events
    for n in (0, 1, 3, 30, 171, 233, 400):
        text = story(one.plan, events[:n], title="T", seed=1).text(80)
        assert "14 tasks" in text
        assert "The bill: " in text
    assert "Left open: " in text


def test_a_large_run_is_not_much_longer() -> None:
    """A hundred tasks in a rough world: what happens often is told a few times, then counted."""
    faults = structs.replace(defaults().faults, crash=0.25, hang=0.05)
    one = plan(100, profiles=(structs.replace(DEVELOPER, count=12), structs.replace(REVIEWER, count=4)))
    ran = run(one, structs.replace(defaults(), faults=faults), 1)
    told_ = story(one, ran.events, title="T", seed=1)
    assert 40 < len(told_.text(100).splitlines()) < 90
    restarts = sum(isinstance(e, d.Restarted) for e in ran.events)
    swaps = sum(isinstance(e, d.Swapped) for e in ran.events)
    body = "\n".join(told_.paragraphs[2:-3])
    counted = map(int, re.findall(r"besides: [^;.]*?(\d+) restart", body))
    assert restarts > 20
    assert sum(counted) == restarts - KEEP
    assert sum(map(int, re.findall(r"besides: [^;.]*?Swap: (\d+)", body))) == swaps - KEEP
    assert body.count("Timeout Swap: nobody") == KEEP


def test_lines_fit_and_numbers_stay_with_their_units() -> None:
    i18n.use("ru")
    for width in (40, 60, 80, 120):
        lines = tell("night-shift", 1).text(width).splitlines()
        assert max(map(len, lines)) <= width
        assert not [line for line in lines if re.match(r"(мин|ч|млн|тыс|из)\b|—", line)]
        assert "\u00a0" not in "\n".join(lines)


def test_foreign_text_is_safe() -> None:
    one = scenario("solo")
    text = story(one.plan, told("solo", 1).events, title="a\x1b[2J\nb{x}", seed=1).text(80)
    assert text.startswith("a\\x1b[2J\\x0ab{x} · seed 1\n\n")


def test_the_same_run_is_told_the_same() -> None:
    one = scenario("too-parallel")
    again = run(one.plan, one.params, 5)
    assert tell("too-parallel", 5) == story(one.plan, again.events, title=one.head.title, seed=5)
