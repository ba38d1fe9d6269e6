"""Every point of the assignment's «Что написать», in the section that owes it.

A point is a list of needs; a need is patterns joined by ` & ` that one and the same block of the section must match.
"""

from __future__ import annotations

import pytest

from . import theory
from .theory import Needs

POINTS: dict[str, dict[str, Needs]] = {
    "role-shift": {
        "coding is no longer the main work": [
            "пятом уровне & меняется суть & перестаёт быть основным занятием",
        ],
        "what was and what is": [
            "Раньше разработчик писал & с агентом или без & Теперь он проектирует & оркестратор & качество",
        ],
        "design": [
            r"- \*\*Проектирование & спецификацию & исполнит без тебя & "
            "Чем она точнее, тем лучше результат",
        ],
        "managing the orchestrator": [
            r"- \*\*Менеджмент оркестратора & роли & умная планирует, дешёвая пишет код & "
            "перезапустить & заменить",
        ],
        "quality control": [
            r"- \*\*Контроль качества & принимаешь & ревьюишь pull request & временем & итераций & "
            "расходом токенов",
        ],
        "the fleet's way": [
            "Enji Fleet & менеджер проекта ставит задачу & декомпозирует & пишет код & тестирует & "
            "оформляет pull request & разработчик ревьюит и мерджит",
        ],
        "what stays coding": [
            "Руками & сложная бизнес-логика & интеграции без документации & архитектурные решения & "
            "отладка нетривиальных багов",
        ],
        "the quotation": [
            "^> Разрабы становятся мейнтейнерами флита, решателями блокеров, "
            r"оптимизаторами скорости флита и его ресурсов\.$",
        ],
    },
    "why-parallel": {
        "one agent, one task": [
            "Один агент ведёт одну задачу & пропускная способность упирается в его скорость",
        ],
        "several at once": [
            "несколько задач сразу & бэкенд & фронтенд & тесты",
        ],
        "when it pays": [
            "Окупается & засоряется & независимы & специализация",
            r"\| Фича из пяти независимых подзадач \| от трёх до пяти \|",
        ],
        "when it does not": [
            r"\| Маленькая задача, правка одного файла \| один \| & "
            r"\| Каждый шаг зависит от предыдущего \| один \|",
        ],
    },
    "isolation": {
        "own session, context and scope": [
            "своя сессия & свой контекст & свой участок работы",
        ],
        "why isolate": [
            "не засоряет & никто не перезаписывает чужие файлы",
        ],
        "one repository, many folders": [
            "git worktree & репозиторий один & рабочих папок несколько & своя ветка",
        ],
        "how to make one": [
            r"^git worktree add \.\./enji-fleet-health -b feat/health$",
        ],
        "how to switch": [
            "Переключиться — значит перейти в другую папку",
            r"^cd \.\./enji-fleet-health$",
        ],
        "how to merge": [
            "из главной папки & открыта `main`",
            (
                r"^git merge --no-ff feat/health & ^git worktree remove \.\./enji-fleet-health$ & "
                "^git branch -d feat/health$"
            ),
        ],
    },
    "ralph-loop": {
        "the cycle": [
            "plan → implement → test → review → iterate",
        ],
        "a step is a session or an agent": [
            "Каждый шаг может быть отдельной сессией или отдельным агентом",
        ],
        "the whole cycle for an endpoint": [
            "добавить endpoint & GET /health",
            r"1\. \*\*Plan & 2\. \*\*Implement & 3\. \*\*Test & 4\. \*\*Review & 5\. \*\*Iterate",
        ],
        "fail-until-done": [
            r"\*\*Fail-until-done\*\* & Enji Fleet & маслает, пока не сделает & "
            r"Do → Check \(Tests/Lint\) → Fix & Упавший тест не останавливает & все проверки пройдены",
        ],
        "links": [
            r"\]\(https://ghuntley\.com/ralph/\) & \]\(https://dev\.to/alexandergekov/2026-the-year-",
        ],
    },
    "roles": {
        "specialists, not one for all": [
            "не как один универсальный агент & команда специалистов & своя модель",
        ],
        "architect": [
            r"^\| Архитектор \| анализирует требования, проектирует систему \| умная \| Opus.*GPT",
        ],
        "planner": [
            r"^\| Планировщик \| .*атомарные задачи с зависимостями \| средняя \|",
        ],
        "developer": [
            r"^\| Разработчик \| .*одну задачу.*lint и тесты \| быстрая, дешёвая \|",
        ],
        "qa": [
            r"^\| QA \| проверяет результат, пишет баг-репорт \| средняя \|",
        ],
        "different models for different roles": [
            "Не трать Opus на шаблонный код & не ставь Haiku на архитектуру",
        ],
        "hot swap": [
            r"\*\*Agents-hot-swap\*\* & Claude → Codex → Gemini & Задачи атомарные & безболезненна",
            "зациклился & лимит исчерпан",
        ],
        "through the coordinator": [
            "Все роли & общаются через координатора, не напрямую",
        ],
    },
    "patterns": {
        "generator and reviewer": [
            (
                r"Генератор \+ Ревьюер & Один агент пишет код & другой & проверяет & "
                "замечания возвращаются первому"
            ),
            "Когда: почти всегда & простейший & Плюс:  & Минус: ",
        ],
        "decomposition": [
            r"\*\*Декомпозиция & API, фронтенд и тесты — это три агента",
            "Когда: части независимы & Плюс:  & Минус: ",
        ],
        "hierarchy": [
            (
                r"\*\*Иерархия & Research → Plan → Implement → Review & RPI→R & "
                "Координатор не пишет код & критериями приёмки & "
                "Валидатор не принял — задача возвращается & Roadmap → Phase → Task → Atomic Task & "
                "До уровня Atomic агент код не пишет"
            ),
            "Когда: работы на недели & Плюс:  & Минус: ",
        ],
        "an example for each": [
            "Генератор & Ты заказываешь пагинацию",
            "Декомпозиция & контракт API",
            "Иерархия & «Отчёты» → «Экспорт» → «CSV» → «функция `to_csv`",
        ],
    },
    "runbook": {
        "what both are": [
            r"\*\*Библия\*\* — документ о ценностях",
            r"\*\*Runbook\*\* — план, по которому флит работает",
        ],
        "the bible": [
            "кто ты, что ты, для чего ты & кому и как ты помогаешь & вся спека для флита & "
            "Разные проекты — разные библии",
        ],
        "the runbook": [
            "задача, подзадачи, исполнители, порядок, критерии приёмки, способ слияния",
        ],
        "an example": [
            "^goal:  & ^tasks: & role:  & after:  & accept:  & ^merge: ",
        ],
    },
    "monitoring": {
        "monitoring": [
            ("heartbeat от агентов & логи действий & метрики & время на задачу & итерации & расход токенов"),
            "долго не отвечает, того перезапускают",
        ],
        "conflicts": [
            "два агента изменили один файл & обычный merge & ручное ревью & повторный запуск одного из агентов",
        ],
        "lessons learned": [
            "После сложной задачи агент записывает, что пошло не так & lessons learned & следующие агенты начинают",
        ],
        "kinds of memory": [
            r"- \*\*состояние работы\*\* — git & - \*\*контекст проекта\*\* — артефакты & "
            r"- \*\*самоулучшение\*\* — уроки.*skills",
        ],
    },
    "cloud": {
        "headless": [
            "Headless & `claude -p` & EC2, VPS или в Docker & `anthropics/claude-code-action@v1` & "
            "GitLab CI/CD & за пределы одной машины & CI",
        ],
        "long-lived credentials": [
            "`ANTHROPIC_API_KEY` & `claude setup-token` & на год & `CLAUDE_CODE_OAUTH_TOKEN`",
            "Amazon Bedrock & `CLAUDE_CODE_USE_BEDROCK=1` & Google Vertex AI & Microsoft Foundry",
        ],
        "agent sdk": [
            "Claude Agent SDK & официальная & `claude-agent-sdk` для Python & "
            "`@anthropic-ai/claude-agent-sdk` & TypeScript & субагенты & хуки & MCP-серверы & "
            "сессии & из Jira & декомпозирует & запускает агентов & собирает результат",
        ],
        "agent teams": [
            (
                "Agent Teams & эксперимент & `CLAUDE_CODE_EXPERIMENTAL_AGENT_TEAMS=1` & "
                "список задач & пишут друг другу & планы одобряет ведущий"
            ),
            "16 агентов & 2000 сессий & 100 000 строк на Rust & компилятор C",
        ],
        "openclaw": [
            (
                r"\[OpenClaw\]\(https://github\.com/openclaw/openclaw\) & открытая платформа & "
                "Штайнбергер & звёзд & Multi-agent routing & с разными моделями & через MCP & "
                "Slack, Jira, почта и браузер"
            ),
            "Claworc управляет инстансами & Antfarm собирает команды агентов",
        ],
    },
}


@pytest.mark.parametrize(
    ("section", "point"), [(section, point) for section, points in POINTS.items() for point in points]
)
def test_point_of_the_assignment(section: str, point: str) -> None:
    assert theory.missing(section, POINTS[section][point]) == []


def test_the_points_here_are_of_every_section() -> None:
    assert tuple(POINTS) == theory.IDS
