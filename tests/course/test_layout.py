"""What each kind of block looks like."""

from __future__ import annotations

from typing import Any

import pytest

from orchestra_tui.base import i18n
from orchestra_tui.course.layout import Role, layout
from orchestra_tui.course.model import Alert, Block, Code, Fold, Footnote, Heading, Mark, Quote, Raw, Rule
from tests.course.drawing import item, items, p, page, s

AGENT = p(
    "Агент — это сессия, а не человек, и у неё свой контекст; команда ",
    s("git worktree add ../api", Mark.CODE),
    " создаёт вторую папку — в ней и работай.",
)
NESTED = items(
    item(
        p("проектирование: спецификация, которую агент исполнит без тебя"),
        items(
            item(
                p("чем точнее, тем лучше"),
                items("третий уровень", item(p("проверено"), checked=True), item(p("ещё нет"), checked=False)),
            )
        ),
    ),
    "контроль качества",
)
SCRIPT = Code(
    1, 'for try in 1 2; do\n\tclaude -p "$(cat PROMPT.md)" --max-turns 30 --verbose\n\ndone  ', "bash", "bash title=x"
)
ANSWER = (s("Ответ: "), s("git merge --abort", Mark.CODE))
HIDDEN = (p("Слияние отменяется, и всё как было."), Code(1, "git status", "sh"))
LINKED = p(
    "См. ",
    s("документацию ", Mark.LINK, "https://git-scm.com"),
    s("git", Mark.LINK | Mark.CODE, "https://git-scm.com"),
    ", ",
    s("выше", Mark.LINK, "#up"),
    ", ",
    s("https://a.b", Mark.LINK, "https://a.b"),
    ", ",
    s("me@a.b", Mark.LINK, "mailto:me@a.b"),
    ", ",
    s("рядом", Mark.LINK, "b.md"),
    " ",
    s("вчера", Mark.STRIKE),
    ".",
)


def case(name: str, width: int, drawn: str, *blocks: Block, **options: Any) -> Any:
    return pytest.param(blocks, width, options, page(drawn), id=f"{name}-{width}")


def heading(level: int, text: str = "Мониторинг, конфликты и lessons learned") -> Heading:
    return Heading(1, level, (s(text),), "slug")


def nested(depth: int) -> Block:
    inner: Block = items(str(depth))
    for level in range(depth - 1, 0, -1):
        inner = items(item(p(str(level)), inner))
    return inner


CASES = [
    case(
        "headings",
        76,
        """
        |Мониторинг, конфликты и lessons learned
        |━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
        |
        |Мониторинг, конфликты и lessons learned
        |───────────────────────────────────────
        |
        |› Мониторинг, конфликты и lessons learned
        |
        |›› Мониторинг, конфликты и lessons learned
        |
        |››› Мониторинг, конфликты и lessons learned
        |
        |›››› Мониторинг, конфликты и lessons learned
        """,
        *[heading(level) for level in range(1, 7)],
    ),
    case(
        "heading",
        40,
        """
        |Мониторинг, конфликты и lessons learned
        |───────────────────────────────────────
        """,
        heading(2),
    ),
    case(
        "heading",
        20,
        """
        |Мониторинг,
        |конфликты
        |и lessons learned
        |─────────────────
        """,
        heading(2),
    ),
    case(
        "heading without words",
        20,
        """
        |› слово
        """,
        heading(2, ""),
        heading(3, ""),
        heading(3, "слово"),
    ),
    case(
        "subheading",
        20,
        """
        |› Мониторинг,
        |  конфликты
        |  и lessons learned
        """,
        heading(3),
    ),
    case(
        "paragraph",
        76,
        """
        |Агент — это сессия, а не человек, и у неё свой контекст; команда
        |git worktree add ../api создаёт вторую папку — в ней и работай.
        """,
        AGENT,
    ),
    case(
        "paragraph",
        40,
        """
        |Агент — это сессия, а не человек,
        |и у неё свой контекст; команда
        |git worktree add ../api создаёт вторую
        |папку — в ней и работай.
        """,
        AGENT,
    ),
    case(
        "paragraph",
        20,
        """
        |Агент — это сессия,
        |а не человек,
        |и у неё свой
        |контекст; команда
        |git worktree add
        |../api создаёт
        |вторую папку — в ней
        |и работай.
        """,
        AGENT,
    ),
    case(
        "hard break",
        40,
        """
        |Сливай из main:
        |остальное потом.
        """,
        p("Сливай из ", s("main", Mark.CODE), ":", s("\n"), "остальное потом."),
    ),
    case(
        "list",
        76,
        """
        |• проектирование: спецификация, которую агент исполнит без тебя
        |  ◦ чем точнее, тем лучше
        |    ▪ третий уровень
        |    ☑ проверено
        |    ☐ ещё нет
        |• контроль качества
        """,
        NESTED,
    ),
    case(
        "list",
        40,
        """
        |• проектирование: спецификация, которую
        |  агент исполнит без тебя
        |  ◦ чем точнее, тем лучше
        |    ▪ третий уровень
        |    ☑ проверено
        |    ☐ ещё нет
        |• контроль качества
        """,
        NESTED,
    ),
    case(
        "list",
        20,
        """
        |• проектирование:
        |  спецификация,
        |  которую агент
        |  исполнит без тебя
        |  ◦ чем точнее, тем
        |    лучше
        |    ▪ третий уровень
        |    ☑ проверено
        |    ☐ ещё нет
        |• контроль качества
        """,
        NESTED,
    ),
    case(
        "numbers",
        40,
        """
        | 9. шаг
        |10. ещё
        |11. шаг с вложенным
        |    • пункт
        """,
        items("шаг", "ещё", item(p("шаг с вложенным"), items("пункт")), start=9),
    ),
    case(
        "a number wider than its column",
        12,
        """
        |123456789.
        |  номер
        |  велик
        """,
        items("номер велик", start=123456789),
    ),
    case(
        "numbered tasks",
        40,
        """
        |1. ☑ сделано
        |2. просто шаг
        """,
        items(item(p("сделано"), checked=True), "просто шаг", start=1),
    ),
    case(
        "loose list",
        40,
        """
        |• первый
        |
        |• второй
        |
        |  и ещё абзац
        """,
        items("первый", item(p("второй"), p("и ещё абзац")), tight=False),
    ),
    case(
        "code in a tight list",
        40,
        """
        |• первый
        |
        |• второй
        |
        |    make test
        |
        |• третий
        """,
        items("первый", item(p("второй"), Code(1, "make test")), "третий"),
    ),
    case(
        "empty items",
        40,
        """
        |•
        |• ◦
        |• слово
        """,
        items(item(), item(items(item())), "слово"),
    ),
    case(
        "deep list",
        20,
        """
        |• 1
        |  ◦ 2
        |    ▪ 3
        |      • 4
        |        ◦ 5
        |        ▪ 6
        |        • 7
        |        ◦ 8
        |        ▪ 9
        """,
        nested(9),
    ),
    case(
        "quote",
        40,
        """
        |▎ Разрабы становятся мейнтейнерами
        |▎ флита, решателями блокеров.
        |▎
        |▎ Второй абзац.
        |▎
        |▎ ▎ Вложенная цитата, тоже длиннее
        |▎ ▎ строки.
        |▎ ▎
        |▎ ▎ • и список
        """,
        Quote(
            1,
            (
                p("Разрабы становятся мейнтейнерами флита, решателями блокеров."),
                p("Второй абзац."),
                Quote(1, (p("Вложенная цитата, тоже длиннее строки."), items("и список"))),
            ),
        ),
    ),
    case(
        "empty quote",
        40,
        """
        |▎
        """,
        Quote(1, ()),
    ),
    case(
        "alerts",
        40,
        """
        |▌ ● Note
        |▌ Не запускай десять агентов на одном
        |▌ файле.
        |
        |▌ ★ Tip
        |▌ Не запускай десять агентов на одном
        |▌ файле.
        |
        |▌ ◆ Important
        |▌ Не запускай десять агентов на одном
        |▌ файле.
        |
        |▌ ▲ Warning
        |▌ Осторожно.
        |▌
        |▌ • и список
        |
        |▌ ■ Caution
        |▌ Осторожно.
        |▌
        |▌ • и список
        |
        |▌ ● Other
        |▌ Осторожно.
        |▌
        |▌ • и список
        """,
        *[Alert(1, kind, (p("Не запускай десять агентов на одном файле."),)) for kind in ("note", "tip", "important")],
        *[Alert(1, kind, (p("Осторожно."), items("и список"))) for kind in ("warning", "caution", "other")],
    ),
    case(
        "code",
        76,
        """
        |  ┄┄ bash
        |  for try in 1 2; do
        |      claude -p "$(cat PROMPT.md)" --max-turns 30 --verbose
        |
        |  done
        """,
        SCRIPT,
    ),
    case(
        "code",
        40,
        """
        |  ┄┄ bash
        |  for try in 1 2; do
        |      claude -p "$(cat PROMPT.md)"
        |↪     --max-turns 30 --verbose
        |
        |  done
        """,
        SCRIPT,
    ),
    case(
        "code",
        20,
        """
        |  ┄┄ bash
        |  for try in 1 2; do
        |      claude -p
        |↪     "$(cat
        |↪     PROMPT.md)"
        |↪     --max-turns 30
        |↪     --verbose
        |
        |  done
        """,
        SCRIPT,
    ),
    case(
        "code without a language",
        40,
        """
        |До
        |
        |  как есть
        |    *и тут*
        |
        |После
        """,
        p("До"),
        Code(1, "как есть\n  *и тут*"),
        p("После"),
    ),
    case(
        "a fence is code whatever its language",
        40,
        """
        |  ┄┄ mermaid
        |  graph TD
        |    A-->B
        """,
        Code(1, "graph TD\n  A-->B", "mermaid"),
    ),
    case(
        "raw",
        40,
        """
        |  <video src='a.mp4'>
        |      текст
        |  </video>
        """,
        Raw(1, "<video src='a.mp4'>\n\tтекст\n</video>"),
    ),
    case(
        "rule",
        40,
        """
        |до
        |
        |                 * * *
        |
        |после
        """,
        p("до"),
        Rule(1),
        p("после"),
    ),
    case(
        "folds",
        40,
        """
        |▸ Ответ: git merge --abort
        |
        |▾ Ответ: git merge --abort
        |
        |  Слияние отменяется, и всё как было.
        |
        |    ┄┄ sh
        |    git status
        |
        |▸ Details
        |
        |▾ Ответ: git merge --abort
        """,
        Fold(1, ANSWER, HIDDEN),
        Fold(1, ANSWER, HIDDEN, opened=True),
        Fold(1, (), HIDDEN),
        Fold(1, ANSWER, (), True),
    ),
    case(
        "footnotes",
        40,
        """
        |Хантли[1] и другие[a-long-label]
        |
        |[1] Описал приём в июле 2025 года;
        |    читать стоит целиком.
        |
        |    Второй абзац.
        |
        |[a-long-label]
        |    Тоже сноска.
        """,
        p("Хантли", s("[1]", Mark.FOOTNOTE, "1"), " и другие", s("[word]", Mark.FOOTNOTE, "a-long-label")),
        Footnote(1, "1", (p("Описал приём в июле 2025 года; читать стоит целиком."), p("Второй абзац."))),
        Footnote(1, "a-long-label", (p("Тоже сноска."),)),
    ),
    case(
        "images",
        40,
        """
        |▣ схема (img/fleet.png) и ▣ b.png
        |и ▣ без
        """,
        p(s("схема", Mark.IMAGE, "img/fleet.png"), " и ", s("", Mark.IMAGE, "b.png"), " и ", s("без", Mark.IMAGE)),
    ),
    case(
        "links",
        40,
        """
        |См. документацию git, выше, https://a.b,
        |me@a.b, рядом вчера.
        """,
        LINKED,
    ),
    case(
        "links with addresses",
        40,
        """
        |См. документацию git
        |<https://git-scm.com>, выше,
        |https://a.b, me@a.b, рядом <b.md>
        |~~вчера~~.
        """,
        LINKED,
        addresses=True,
    ),
    case(
        "nothing to show leaves no gap",
        40,
        """
        |до
        |
        |после
        """,
        p("до"),
        p(),
        p(" "),
        items(),
        p("после"),
    ),
]


@pytest.mark.parametrize(("blocks", "width", "options", "drawn"), CASES)
def test_a_block_looks_as_drawn(blocks, width, options, drawn):
    assert [line.text for line in layout(blocks, width, **options)] == drawn


def test_fifty_levels_of_a_list_keep_room_for_text_and_every_word():
    lines = layout((nested(50),), 76)
    assert [line.text.split()[1] for line in lines] == [str(number) for number in range(1, 51)]
    assert max(line.indent for line in lines) == 76 - 32


@pytest.mark.parametrize("container", [lambda block: Quote(1, (block,)), lambda block: Fold(1, (), (block,), True)])
def test_blocks_may_be_nested_far_deeper_than_python_calls_functions(container):
    block: Block = p("дно")
    for _ in range(3000):
        block = container(block)
    assert layout((block,), 40)[-1].text.endswith("дно")


def test_a_fold_is_turned_by_its_number_in_document_order_and_hidden_ones_count():
    inner = Fold(1, (s("внутри"),), (Code(1, "a"), p("а")))
    blocks = (
        Fold(1, (s("первый"),), (inner, Code(1, "b"))),
        Fold(1, (s("третий"),), (p("в"),), opened=True),
        Code(1, "c"),
    )
    assert [line.fold for line in layout(blocks, 40) if line.fold is not None] == [0, 2]
    assert [line.code for line in layout(blocks, 40) if line.code is not None] == [2]
    turned = layout(blocks, 40, opened=frozenset({0, 1, 2}))
    assert [(line.text, line.fold) for line in turned if line.fold is not None] == [
        ("▾ первый", 0),
        ("  ▾ внутри", 1),
        ("▸ третий", 2),
    ]
    assert [(line.text.strip(), line.code) for line in turned if line.code is not None] == [
        ("a", 0),
        ("b", 1),
        ("c", 2),
    ]


def test_runs_carry_role_mark_and_address():
    quote = Quote(4, (p("см. ", s("тут", Mark.LINK | Mark.STRONG, "b.md")),))
    (line,) = layout((p("первый"), quote), 40)[2:]
    assert [tuple(run) for run in line.runs] == [
        ("▎ ", Role.QUOTE, Mark.PLAIN, ""),
        ("см. ", Role.QUOTE, Mark.PLAIN, ""),
        ("тут", Role.QUOTE, Mark.LINK | Mark.STRONG, "b.md"),
    ]
    assert (line.block, line.place, line.indent) == (1, 0, 2)


def test_foreign_text_cannot_reach_the_terminal():
    evil = "\x1b]0;title\x07\u202e\r[b]x[/b]"
    blocks = (p(evil), Code(1, evil, evil), Raw(1, evil), Footnote(1, evil, ()), Alert(1, evil, ()), heading(2, evil))
    text = "".join(line.text for line in layout((*blocks, Fold(1, (s(evil),), ())), 200))
    assert text.isprintable()
    assert text.count("\\x1b]0;title\\x07\\u202e") == 8
    assert "[b]x[/b]" in text


def test_the_titles_of_alerts_speak_the_interface_language(monkeypatch):
    monkeypatch.setattr(i18n, "_current", type("Shouting", (), {"gettext": lambda self, text: text.upper()})())
    assert layout((Alert(1, "tip", ()), Fold(1, (), ())), 40)[0].text == "▌ ★ TIP"
    assert layout((Fold(1, (), ()),), 40)[0].text == "▸ DETAILS"


def test_a_screen_narrower_than_twelve_cells_gets_twelve():
    assert layout((AGENT,), 3) == layout((AGENT,), 12)
