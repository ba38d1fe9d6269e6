"""What the checked facts correct in the assignment: the text says what is true, and says it where it matters."""

from __future__ import annotations

import re

from . import theory

TEXT = theory.source()
MONTH = r"(?:январ|феврал|март|апрел|ма[яй]|июн|июл|август|сентябр|октябр|ноябр|декабр)\w* 2026"


def section(name: str) -> theory.Section:
    return theory.sections()[name]


def blocks_with(pattern: str) -> list[str]:
    return [block for part in theory.sections().values() for block in part.blocks if re.search(pattern, block)]


def test_full_auto_is_told_as_removed_with_what_came_instead() -> None:
    assert TEXT.count("--full-auto") == 1
    assert section("patterns").states(r"`--full-auto` \(флаг удалён, теперь `codex exec --sandbox workspace-write`\)")


def test_setup_token_is_for_four_plans_and_lasts_a_year() -> None:
    (said,) = blocks_with("setup-token")
    assert re.search(r"на год для подписчиков Pro, Max, Team и Enterprise", said)
    assert TEXT.count("подписчик") == 1


def test_cloud_providers_go_by_their_names_of_today() -> None:
    said = section("cloud").holding("CLAUDE_CODE_USE_BEDROCK=1")
    assert "Microsoft Foundry, бывший Azure Foundry (`CLAUDE_CODE_USE_FOUNDRY=1`)" in said
    assert "Google Vertex AI, ныне Agent Platform (`CLAUDE_CODE_USE_VERTEX=1`)" in said
    assert "USE_AZURE" not in TEXT
    assert len(re.findall("Azure", TEXT)) == 1


def test_stars_come_with_their_month() -> None:
    assert re.findall(r"[^,;.]*звёзд[^,;.]*", TEXT) == [" около 390 тысяч звёзд (октябрь 2026)"]
    assert not re.search(r"188|391 ?298", TEXT)


def test_the_compiler_is_not_said_to_show_the_flag() -> None:
    teams, compiler = section("cloud").holding(r"\*\*Agent Teams\*\*"), section("cloud").holding("компилятор C")
    assert teams != compiler
    assert "16 агентов" not in teams
    assert "Работал там не этот флаг, а самодельный цикл в духе Ralph с контейнерами и git" in compiler
    assert re.search(MONTH, compiler)
    assert "чуть меньше 20 000 долларов" in compiler
    assert "Узким местом стали тесты и неделимая задача" in compiler


def test_ralph_is_one_agent_and_one_prompt_and_not_the_cycle_of_roles() -> None:
    ralph = section("ralph-loop").holding(r"^Ralph Loop ")
    for words in ("один агент", "один репозиторий", "один и тот же промпт", "bash-цикле", "с чистого контекста"):
        assert words in ralph
    assert "памят" in ralph
    assert "файлах и git" in ralph
    assert "июле 2025" in ralph
    assert "для новых проектов, не для старого кода" in ralph
    assert "plan →" not in ralph
    assert "Ralph" not in section("ralph-loop").holding("plan → implement")


def test_models_come_as_tiers_with_dated_examples() -> None:
    table = section("roles").holding(r"^\| Роль")
    assert re.search(r"\| Модель \| Пример, ноябрь 2026 \|$", table, re.MULTILINE)
    tiers = [row.split("|")[3].strip() for row in table.split("\n")[2:]]
    assert tiers == ["умная", "средняя", "быстрая, дешёвая", "средняя"]
    assert not re.search(r"GPT-5|Sonnet 4|codex-mini-latest", TEXT)
    assert re.findall(r".*codex-mini.*", TEXT) == ["  model: codex-mini # сейчас модель уже недоступна"]
    assert "начале 2026 года" in section("roles").holding("^Профили Fleet")
    versions = [block for block in blocks_with(r"\b(?:Opus|Sonnet|Haiku) \d|GPT-\d") if block != table]
    assert versions == []


def test_gemini_no_longer_serves_personal_accounts() -> None:
    assert section("roles").states(r"Gemini CLI личные аккаунты с июня 2026 года и вовсе не обслуживает", "API-ключ")


def test_the_shared_pool_is_an_idea_that_licences_forbid() -> None:
    idea = section("roles").holding("токен Боба")
    assert "В файле идей Fleet от 27 января 2026 года" in idea
    assert idea.endswith("Учебный набросок:")
    caveat = section("roles").blocks[section("roles").blocks.index(idea) + 2]
    assert caveat.startswith("Буквально так делать нельзя: условия личных подписок Anthropic и OpenAI запрещают")
    assert "передавать учётные данные другим людям" in caveat
    assert "API-ключей организации с лимитами" in caveat
    assert section("cloud").states("Личный токен — только для своих задач; командному CI нужен ключ организации")


def test_the_architects_profile_has_no_smarter_model() -> None:
    told = section("roles").after(r"^claude-architect:")
    assert told.startswith("У первых двух профилей модель одна")
    assert "роли, лимит ходов и высокий приоритет" in told


def test_agent_teams_have_no_worktrees_and_no_headless_mode() -> None:
    teams = section("cloud").holding(r"\*\*Agent Teams\*\*")
    assert "В `claude -p` команда не создаётся, своих worktree участники не получают" in teams
    assert section("isolation").states("флаг `--worktree`")


def test_a_plan_is_told_as_a_plan() -> None:
    assert section("role-shift").states("Задуман он так", "Это планы, а не отчёт о победах")
    assert section("roles").states("Enji Fleet задуман")
    assert section("why-parallel").states("Документы Fleet это допускают")
    assert section("patterns").states("Так же задуман глоссарий Mad Devs")
    assert not re.search(r"(?i)(?:флит|fleet)[^.\n]{0,60}(?:доказа|проверено на практике|уже работает|успешно)", TEXT)


def test_roles_and_the_quotation_are_told_as_in_the_source() -> None:
    assert section("roles").states("во Fleet к этим четырём добавлен DevOps", "через координатора, не напрямую")
    lead = section("role-shift").blocks[section("role-shift").blocks.index(section("role-shift").holding("^> ")) - 1]
    assert lead == "О разработчиках, которых флит избавит от скучных фич, источник говорит прямо:"


def test_rpi_r_is_the_fleets_own_name_and_openclaw_runs_claude_code_through_acp() -> None:
    assert section("patterns").states("в Enji Fleet этот цикл называют RPI→R")
    assert section("cloud").states(r"Claude Code подключается к каналам через MCP, а запускает его OpenClaw через ACP")


def test_facts_the_assignment_does_not_ask_for_are_told_as_checked() -> None:
    assert section("ralph-loop").states("`/goal` с условием остановки", "хук `Stop`, который кодом выхода 2 возвращает")
    assert section("ralph-loop").states("Проверки тоже нужны честные")
    assert section("patterns").states("`--yolo`. Этот режим одобряет всё подряд, место ему только в песочнице")
    assert section("runbook").states("`SOUL.md` в OpenClaw и `constitution.md` в GitHub Spec Kit")
    assert section("monitoring").states("Живой процесс — ещё не прогресс")
