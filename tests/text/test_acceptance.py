"""The assignment's eleven «Критерии приёмки» and its examples from Enji Fleet.

Needs are written as in `test_points`.
"""

from __future__ import annotations

import pytest

from . import theory
from .theory import Needs

EXAMPLES: dict[str, tuple[str, Needs]] = {
    "profiles": (
        "roles",
        [
            (
                r"^claude-developer:\n.*\n  model: sonnet\n  max_turns: 100 & "
                r"^claude-architect:\n.*\n.*\n  max_turns: 50"
            ),
            r"^codex-developer:\n.*\n  model: codex-mini",
            "архитектора отличают & высокий приоритет & Дешёвым задачам отведён Codex",
        ],
    ),
    "hot swap": (
        "roles",
        [
            (
                r"\*\*Timeout Swap\*\* & \*\*Error Swap\*\*.*429 или 5xx & "
                r"\*\*Critic Swap\*\*.*после N прова.*старшая модель"
            ),
            ("27 января 2026 & квоты Алисы, Боба и Кэрол складываются & ночью работает токен Боба & бюджет"),
            ("cli: claude & cli: codex & cli: gemini & cli: ollama & cli: amp & cli: kilo & daily_budget: 10"),
        ],
    ),
    "isolation": (
        "isolation",
        [
            "`AGENTS.md` & Fleet & worktree обязателен & одна ветка — один план",
            "^git worktree remove ",
        ],
    ),
    "patterns": (
        "patterns",
        [
            (
                "CLI registry & Fleet SDK & Go & Claude.*`--append-system-prompt` & "
                "Codex.*`--full-auto` & Gemini.*`--yolo`"
            ),
            ("Docker-образ & четыре CLI — Claude, Codex, Gemini, OpenCode & entrypoint `fleet-sdk run`"),
        ],
    ),
    "monitoring and lessons": (
        "monitoring",
        [
            "`docs/traces/` & больше 25 & «Для конституции» & «Технические решения»",
            "Агент-аудитор & reflect-mode & сводит их в конституцию",
            "Memory Service & ChromaDB & OpenAI, Ollama или Gemini",
            "MCP-инструменты & `report_progress` & `report_error`",
        ],
    ),
    "credentials": (
        "cloud",
        [
            "из переменных окружения & `.claude/.credentials.json` & `.codex/auth.json` & "
            "`.local/share/opencode/auth.json` & проверяет JSON & `mkdir -p` & `0600`",
        ],
    ),
    "scenarios of Mad Devs": (
        "role-shift",
        [
            "HR-боты по заявке отдела & рутинные фичи Enji & статьи глоссария для сайтов & 20 терминов в день & 100",
        ],
    ),
}

CRITERIA: dict[str, dict[str, Needs]] = {
    "01 the shift of role": {
        "role-shift": [
            ("писал его руками & проектирует решения, настраивает оркестратор и контролирует качество"),
            r"- \*\*Проектирование & - \*\*Менеджмент оркестратора & - \*\*Контроль качества",
            "Твоя работа меняется, и это нормально",
        ],
    },
    "02 roles tied to models": {
        "roles": [
            r"^\| Роль \|.*\| Модель \| & ^\| Архитектор .*\| умная \| Opus [\d.]+ & "
            r"^\| Планировщик .*\| средняя \| Sonnet & "
            r"^\| Разработчик .*\| быстрая, дешёвая \| Haiku & ^\| QA .*\| средняя \| Sonnet",
        ],
    },
    "03 fail-until-done and hot swap": {
        "ralph-loop": [
            "Fail-until-done & Do → Check & исчерпан лимит",
            "лимита попыток, бюджета и эскалации",
        ],
        "roles": [
            "Agents-hot-swap & координатор меняет агента посреди задачи & состояние лежит в git",
            "Timeout Swap & Error Swap & Critic Swap",
            "Sonnet трижды не прошёл ревью & Координатор снимает его",
        ],
    },
    "04 worktrees with commands": {
        "isolation": [
            "git worktree add .* -b  & ^git worktree list$",
            "^git merge --no-ff  & ^git worktree remove  & ^git branch -d ",
            "`remove` удалит рабочую папку, но не ветку",
            "`.gitignore` & `.env` & `node_modules` & `git stash` & Порты",
        ],
    },
    "05 Ralph with a concrete example": {
        "ralph-loop": [
            "Ralph Loop & Хантли & бесконечном bash-цикле & чистого контекста",
            r'^for try in .*; do$ & claude -p "\$\(cat PROMPT\.md\)" & npm test & ^exit 1$',
            ("200, если база доступна, иначе 503 & Тест на 503 падает & забытый таймаут & pull request открыт"),
        ],
    },
    "06 three patterns": {
        "patterns": [
            r"^\*\*Генератор \+ Ревьюер\.\*\*",
            r"^\*\*Декомпозиция\.\*\*",
            r"^\*\*Иерархия\.\*\* & RPI→R",
        ],
    },
    "07 a runbook and the bible": {
        "runbook": [
            r"\*\*Библия\*\* & какую цель ты преследуешь & HR-бота & глоссария",
            "^bible:  & ^limits: .*attempts & on_conflict",
            "справится ли по нему человек",
        ],
    },
    "08 lessons and kinds of memory": {
        "monitoring": [
            "lessons learned & trace-файлы & конституцию",
            "Типов памяти три",
            "состояние работы & контекст проекта & самоулучшение & skills",
            "Память надо чистить и обобщать",
        ],
    },
    "09 honest about the overhead": {
        "why-parallel": [
            "overhead & 3–10 раз больше токенов & слияние веток & ревью упирается в тебя",
            "поначалу медленнее тебя & 5–7 часов & 30 минут & масштабе & 24/7",
            "одна хорошая сессия дешевле и быстрее",
            "Начинай с одного агента",
        ],
        "roles": [
            "на каждой передаче часть контекста теряется & Anthropic советует не делить",
        ],
    },
    "10 the cloud": {
        "cloud": [
            r"\*\*Headless\.\*\* & `claude -p`",
            (
                r"\*\*Токены\.\*\* & `claude setup-token` & `CLAUDE_CODE_OAUTH_TOKEN` & "
                "`ANTHROPIC_API_KEY`"
            ),
            r"\*\*Claude Agent SDK\*\*",
            r"^from claude_agent_sdk import  & AgentDefinition & asyncio\.run",
            r"\*\*Agent Teams\*\* & EXPERIMENTAL_AGENT_TEAMS=1",
        ],
    },
    "11 OpenClaw and its place": {
        "cloud": [
            ("OpenClaw & автономных агентов & не для кода, а для координации & Claude Code.* через MCP & через ACP"),
            "Claworc & Antfarm",
            "Держи OpenClaw в песочнице & ClawHub & вредоносных",
        ],
    },
}


@pytest.mark.parametrize("criterion", CRITERIA)
def test_acceptance_criterion(criterion: str) -> None:
    assert [need for section, needs in CRITERIA[criterion].items() for need in theory.missing(section, needs)] == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_from_the_fleet(example: str) -> None:
    assert theory.missing(*EXAMPLES[example]) == []


def test_all_eleven_criteria_are_here() -> None:
    assert [name.split(" ", 1)[0] for name in CRITERIA] == [f"{number:02}" for number in range(1, 12)]
