"""The companion text's numbers are those of the code: the policy's defaults, the world's, the price list's."""

from __future__ import annotations

from typing import Any

import pytest

from orchestra_tui.fleet.catalogue import catalogue
from orchestra_tui.fleet.fold import SNAPSHOT
from orchestra_tui.fleet.model import Model, Role, cost
from orchestra_tui.fleet.policy import Policy
from orchestra_tui.fleet.simulation.draws import Draws, sigmoid
from orchestra_tui.fleet.simulation.faults import SHORT_WINDOW_MS
from orchestra_tui.fleet.simulation.params import STATUS
from orchestra_tui.fleet.simulation.scenario import defaults
from orchestra_tui.fleet.simulation.world import FAULTS
from orchestra_tui.fleet.units import DAY, DOLLAR, HOUR, MINUTE, SECOND

from . import theory

P, W = Policy(), defaults()
SECTIONS = theory.sections(theory.FLEET_FILE)


def model(name: str, cli: str = "claude", day: str = "2026-11-02") -> Model:
    found = catalogue().find(name, cli, day)
    assert found
    return found


def worst(name: str) -> float:
    return cost(model(name).price, P.budget.fresh, P.budget.cached, P.budget.out) / DOLLAR


def ru(number: float, places: int = 2) -> str:
    """A number as Russian writes it, without needless zeros."""
    text = f"{number:.{places}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",").replace("-", "−")


def dollars(amount: float) -> str:
    """An amount with its cents."""
    return f"{amount:.2f}".replace(".", ",")


def percent(share: float) -> str:
    return f"{ru(100 * share)} %"


def first_turn(name: str) -> str:
    """The share of first turns that succeed, over the spread of difficulty, in whole percents."""
    draws, skill = Draws(1), W.models[name].skill
    chances = [sigmoid(skill - W.difficulty - W.difficulty_spread * draws.normal("x", n)) for n in range(4_000)]
    return ru(100 * sum(chances) / len(chances), 0)


def median_turn(role: Role, name: str) -> float:
    work = W.roles[role]
    return cost(model(name).price, work.fresh, work.cached, work.out) / DOLLAR


H, B, L = P.health, P.backoff, P.limits
SAID: dict[str, list[str]] = {
    "fleet-core": [f"через каждые {SNAPSHOT} событий", f"Его нет {W.faults.down_ms // SECOND} секунд"],
    "fleet-tasks": [
        f"проходит {P.flow.spawn_ms // SECOND} секунды",
        f"проверка {L.same_failure} раза подряд упала одинаково",
        f"На diff в 200 строк уходит {W.reviews.human_time_ms // MINUTE} минут по медиане",
        "Четвёртая такая неудача",
        f"прошло {P.max_ms // DAY} дней",
    ],
    "fleet-health": [
        rf"`start` | от запуска, пока агент не поднялся | {H.start_ms // MINUTE} минуты",
        f"{H.suspect_beats} heartbeat по {H.beat_ms // SECOND} секунд",
        f"{H.progress_ms // MINUTE} минут, в режиме Ralph {H.ralph_progress_ms // MINUTE}",
        f"от начала попытки | {H.attempt_ms // HOUR} часа",
        f"Не ожил за {H.grace_ms // MINUTE} минуты",
        f"проходит {(H.suspect_beats * H.beat_ms + H.grace_ms) // MINUTE} минут",
        f"не больше одного за {H.restart_window_ms // MINUTE} минут",
        "Толчок тоже один",
    ],
    "fleet-swaps": [
        f"{H.attempt_ms // HOUR} часа попытки",
        f"{L.critic_after} отказа ревью подряд, {L.same_failure} одинаковых падения",
        f"{L.attempts} попыток кончились",
        "отклонено шестое ревью",
        "конфликтов и красных слияний больше трёх",
        f"({STATUS[next(why for why in STATUS if why.value == 'request')]})",
        f"у локальной {catalogue().file.models['local'].strength}, у Haiku {model('haiku').strength}, "
        f"у Sonnet и Codex {model('sonnet').strength}, у Opus {model('opus').strength}",
        f"завершают за {W.faults.stop_ms // SECOND} секунд",
    ],
    "fleet-supply": [
        f"окно квоты до {SHORT_WINDOW_MS // MINUTE} минут",
        f"ждёт {B.first_ms // SECOND} секунд, дальше вдвое дольше, до {B.cap_ms // MINUTE} минут",
        f"до {B.spread} % разброса",
        "После третьего отказа подряд",
        f"отдыхает {B.rest_ms // MINUTE} минут",
        "в предел из шести ревью",
    ],
    "fleet-budget": [
        f"{P.budget.fresh // 1000} тысяч свежих токенов",
        f"{ru(P.budget.cached / 1e6)} миллиона из кеша и {P.budget.out // 1000} тысяч ответа",
        f"У Sonnet 5.5 это {dollars(worst('sonnet'))} доллара, у Opus 5.5 — {dollars(worst('opus'))}",
        "у Haiku 5.5 — меньше шести центов",
        f"зависший зомби — {W.faults.zombie_time_ms // MINUTE} минут",
        "По умолчанию не задан ни один",
    ],
    "fleet-world": [
        f"в среднем {ru(W.difficulty)} с разбросом {ru(W.difficulty_spread)}",
        f"{ru(W.models['claude-haiku-5.5'].skill)} у Haiku, {ru(W.models['claude-sonnet-5.5'].skill)} у Sonnet, "
        f"{ru(W.models['claude-opus-5.5'].skill)} у Opus",
        f"в {first_turn('claude-haiku-5.5')}, {first_turn('claude-sonnet-5.5')} и {first_turn('claude-opus-5.5')} %",
        f"(+{ru(W.turns.memory)}, до шести раз)",
        f"(+{ru(W.turns.remarks)})",
        f"(−{ru(W.turns.rot)})",
        f"на {ru(100 * W.turns.growth)} % от первого; на отметке {ru(W.turns.compact)}",
        f"добавляет остальным {percent(W.overhead.agent)}",
        f"добавляет ещё {percent(W.overhead.overlap)}",
        f"сбивает с толку: −{ru(W.overhead.confusion)} за каждого, до восьми",
        f"ловит в {percent(W.reviews.agent_detects)} случаев, человек в {ru(100 * W.reviews.human_detects)}, "
        f"годное бракуют {ru(100 * W.reviews.agent_alarm)} и {percent(W.reviews.human_alarm)}",
        f"Виснет {percent(W.faults.hang)} ходов, столько же падает, {percent(W.faults.loop)} ходит по кругу, "
        f"{percent(W.faults.mute)} молчит и отвечает через {W.faults.mute_time_ms // MINUTE} минут",
        f"будит зависшего в {percent(W.faults.revive)}",
        f"зомби в {percent(W.faults.zombie)}, тест мигает в {percent(W.checks.flaky)}",
        f"на {W.faults.cut_time_ms // MINUTE} минуты",
        f"с вероятностью {ru(W.merges.overlap)}, если их `touches` пересекаются, {ru(W.merges.apart)} — если нет, "
        f"{ru(W.merges.unknown)} — если не объявлены",
        f"слияний выходит {ru(100 * (1 - (1 - W.merges.unknown) ** 8), 0)} %",
        f"в {percent(W.merges.resolve)} случаев",
        f"на Sonnet стоит {ru(median_turn(Role.DEVELOPER, 'sonnet'))} доллара",
        "кеш Sonnet 5.5 с 7 октября 2026 года вдвое дешевле",
    ],
    "fleet-control": [f"числом {len(FAULTS)}"],
}


@pytest.mark.parametrize(("section", "words"), [(section, words) for section in SAID for words in SAID[section]])
def test_the_text_says_what_the_code_has(section: str, words: str) -> None:
    assert words in SECTIONS[section].source


def test_what_the_text_says_in_words() -> None:
    assert (H.restarts, H.nudges, L.conflicts) == (1, 1, 3)
    assert (L.reviews, B.tries, W.turns.memory_cap, W.overhead.confusion_cap) == (6, 3, 6, 8)
    assert P.budget.fleet is P.flow.agents is P.flow.review_wip is None
    assert P.review.agent
    assert not P.review.human
    assert worst("haiku") < 0.06
    assert W.turns.false_done == 1 / 20
    assert W.turns.no_op == 1 / 50
    assert W.faults.late == W.faults.duplicate == 1 / 500
    assert W.merges.semantic == 1 / 4
    assert W.faults.hang == W.faults.crash
    assert (W.faults.burst, W.faults.interval_ms) == (1, 4 * HOUR)
    assert round(W.faults.burst_time_ms * 2.718281828 ** (W.faults.burst_spread**2 / 2) / MINUTE) == 3
    old, new = model("sonnet", day="2026-10-06").price, model("sonnet", day="2026-10-07").price
    assert (old.cached, old.fresh, old.out) == (2 * new.cached, new.fresh, new.out)
    rows: dict[str, Any] = {why.value: status for why, status in STATUS.items()}
    assert rows == {"throttle": 429, "quota": 429, "overload": 529, "billing": 402, "request": 400}


def test_a_task_costs_about_what_the_text_says() -> None:
    turn, review = median_turn(Role.DEVELOPER, "sonnet"), median_turn(Role.REVIEWER, "opus")
    assert 1.6 * (turn + review) == pytest.approx(1.05, abs=0.05)
    assert "ход Sonnet обходится примерно в 0,4 доллара, ревью на Opus — в 0,3" in SECTIONS["fleet-budget"].source
    assert turn == pytest.approx(0.4, abs=0.05)
    assert review == pytest.approx(0.3, abs=0.05)
