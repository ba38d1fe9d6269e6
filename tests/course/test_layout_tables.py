"""Tables: grids that fit, records where no grid does."""

from __future__ import annotations

from typing import Any

import pytest

from orchestra_tui.course.layout import Role, Run, cells, layout
from orchestra_tui.course.layout.tables import fit_columns
from orchestra_tui.course.model import Mark, Quote, Table
from tests.course.drawing import item, items, page, row, s

TURNS = Table(
    1, ("", "right", "center"), row("Роль", "Ходов", "Модель"), (row("архитектор", "50", "умная"), row("QA", "7", "да"))
)
ROLES = Table(
    1,
    ("left", "", ""),
    row("Роль", "Что делает", "Модель"),
    (
        row("Архитектор", "анализирует требования и проектирует систему", "умная"),
        row("QA", (s("проверяет результат, пишет "), s("баг-репорт", Mark.CODE)), "средняя"),
    ),
)
WIDE = Table(1, ("",) * 9, row(*["столбец"] * 9), (row(*["значение"] * 8, ""),))


def case(name: str, width: int, drawn: str, block: Any) -> Any:
    return pytest.param((block,), width, page(drawn), id=f"{name}-{width}")


CASES = [
    case(
        "aligned",
        76,
        """
        |Роль       │ Ходов │ Модель
        |───────────┼───────┼───────
        |архитектор │    50 │ умная
        |QA         │     7 │   да
        """,
        TURNS,
    ),
    case(
        "aligned",
        40,
        """
        |Роль       │ Ходов │ Модель
        |───────────┼───────┼───────
        |архитектор │    50 │ умная
        |QA         │     7 │   да
        """,
        TURNS,
    ),
    case(
        "aligned",
        20,
        """
        |Роль: архитектор
        |Ходов: 50
        |Модель: умная
        |
        |Роль: QA
        |Ходов: 7
        |Модель: да
        """,
        TURNS,
    ),
    case(
        "wrapped",
        76,
        """
        |Роль       │ Что делает                                   │ Модель
        |───────────┼──────────────────────────────────────────────┼────────
        |Архитектор │ анализирует требования и проектирует систему │ умная
        |QA         │ проверяет результат, пишет баг-репорт        │ средняя
        """,
        ROLES,
    ),
    case(
        "wrapped",
        40,
        """
        |Роль       │ Что делает       │ Модель
        |───────────┼──────────────────┼────────
        |Архитектор │ анализирует      │ умная
        |           │ требования       │
        |           │ и проектирует    │
        |           │ систему          │
        |╌╌╌╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌╌
        |QA         │ проверяет        │ средняя
        |           │ результат, пишет │
        |           │ баг-репорт       │
        """,
        ROLES,
    ),
    case(
        "records",
        20,
        """
        |Роль: Архитектор
        |Что делает:
        |  анализирует
        |  требования
        |  и проектирует
        |  систему
        |Модель: умная
        |
        |Роль: QA
        |Что делает:
        |  проверяет
        |  результат, пишет
        |  баг-репорт
        |Модель: средняя
        """,
        ROLES,
    ),
    case(
        "too many columns",
        40,
        """
        |столбец: значение
        |столбец: значение
        |столбец: значение
        |столбец: значение
        |столбец: значение
        |столбец: значение
        |столбец: значение
        |столбец: значение
        """,
        WIDE,
    ),
    case(
        "aligned and wrapped",
        27,
        """
        |     Число │   Слова
        |───────────┼───────────
        |         1 │ пять слов
        |           │ посередине
        |╌╌╌╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌╌╌╌╌
        |две строки │     да
        |    справа │
        """,
        Table(
            1,
            ("right", "center"),
            row("Число", "Слова"),
            (row("1", "пять слов посередине"), row("две строки справа", "да")),
        ),
    ),
    case(
        "without a header",
        40,
        """
        |а │ б
        |  │ г
        """,
        Table(1, ("", ""), row("", " "), (row("а", "б"), row("", "г"))),
    ),
    case(
        "without rows",
        40,
        """
        |Один │ Два
        |─────┼────
        """,
        Table(1, ("", ""), row("Один", "Два"), ()),
    ),
    case(
        "without rows and room",
        12,
        """
        |Один
        |Два
        |Три
        """,
        Table(1, ("",) * 3, row("Один", "Два", "Три"), ()),
    ),
    case(
        "records without a header",
        12,
        """
        |один
        |три
        """,
        Table(1, ("",) * 3, row("", "", ""), (row("один", "", "три"),)),
    ),
    case(
        "hard breaks",
        40,
        """
        |а │ в
        |б │
        |──┼────
        |г │ д
        |  │ ещё
        """,
        Table(1, ("", ""), row((s("а"), s("\n"), s("б")), "в"), (row("г", (s("д"), s("\n"), s("ещё"))),)),
    ),
    case(
        "ideographs",
        40,
        """
        |字   │  n
        |─────┼───
        |漢字 │  1
        |éa   │ 22
        """,
        Table(1, ("", "right"), row("字", "n"), (row("漢字", "1"), row("e\u0301a", "22"))),
    ),
    case(
        "in a list",
        40,
        """
        |• Роль       │ Ходов │ Модель
        |  ───────────┼───────┼───────
        |  архитектор │    50 │ умная
        |  QA         │     7 │   да
        """,
        items(item(TURNS)),
    ),
    case(
        "in a quote",
        40,
        """
        |▎ Роль       │ Ходов │ Модель
        |▎ ───────────┼───────┼───────
        |▎ архитектор │    50 │ умная
        |▎ QA         │     7 │   да
        """,
        Quote(1, (TURNS,)),
    ),
]


@pytest.mark.parametrize(("blocks", "width", "drawn"), CASES)
def test_a_table_looks_as_drawn(blocks, width, drawn):
    assert [line.text for line in layout(blocks, width)] == drawn


@pytest.mark.parametrize(
    ("table", "room", "widths"),
    [
        ([["a" * 9, "b" * 20]], 40, [9, 20]),
        ([["a " * 20, "b b"]], 20, [17, 3]),
        ([["a " * 20, "b " * 10]], 30, [15, 15]),
        ([["a " * 20, "b " * 5, "c " * 20]], 50, [21, 9, 20]),
        ([["слово " * 5, "оченьдлинноеслово"]], 26, [10, 16]),
        ([["a" * 40, "b" * 40]], 20, [10, 10]),
        ([["a" * 40, "b" * 40]], 17, None),
        ([["", "b"]], 17, [1, 1]),
    ],
)
def test_long_columns_give_way_first_and_short_words_stay_whole(table, room, widths):
    rows = [[[Run(text.strip())] for text in line] for line in table]
    assert fit_columns(rows, room, cells) == widths


def test_cells_keep_their_marks_and_rows_know_their_line_in_the_file():
    table = Table(
        10,
        ("", ""),
        row("Ключ", "Смысл"),
        (row((s("-p", Mark.CODE),), "печать"), row("слов много", "и тут много слов")),
    )
    lines = layout((table,), 22)
    assert [(line.text, line.source) for line in lines] == [
        ("Ключ       │ Смысл", 10),
        ("───────────┼───────", 10),
        ("-p         │ печать", 12),
        ("╌╌╌╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌", 12),
        ("слов много │ и тут", 13),
        ("           │ много", 13),
        ("           │ слов", 13),
    ]
    assert lines[2].runs[0] == Run("-p", Role.TABLE, Mark.CODE)
    assert lines[0].runs[0] == Run("Ключ", Role.TABLE_HEAD)
