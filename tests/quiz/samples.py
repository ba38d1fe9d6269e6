"""One question of every type, and several of those that compare what was typed."""

from __future__ import annotations

from orchestra_tui.base.yaml import load
from orchestra_tui.quiz.bank import Sheet
from orchestra_tui.quiz.types import AnyQuestion

COMMON = """
    objective: m7.x
    kind: apply
    prompt: "?"
    explain: "!"
"""

SHEET = """
version: 1
section: isolation
questions:
  - id: isolation.single
    type: single
    choices:
      - {id: keeps, text: Ветка остаётся, correct: true, why: remove удаляет папку}
      - {id: gone, text: Ветка удаляется, why: Для этого есть git branch -d}
      - {id: none, text: Ничего из этого, why: Первое верно, pin: true}
  - id: isolation.multiple
    type: multiple
    choices:
      - {id: ports, text: Порты, correct: true, why: общие}
      - {id: bases, text: Базы, correct: true, why: общие}
      - {id: files, text: Файлы, why: у каждого свои}
      - {id: index, text: Индекс, why: у каждого свой}
  - id: isolation.truefalse
    type: truefalse
    correct: false
    why_true: git откажет
    why_false: git откажет
  - id: isolation.order
    type: order
    items:
      - {id: add, text: worktree add, why: сначала папка}
      - {id: commit, text: commit, why: потом работа}
      - {id: merge, text: merge, why: потом слияние}
      - {id: remove, text: worktree remove, why: в конце уборка}
    also: [[add, commit, remove, merge]]
  - id: isolation.match
    type: match
    left:
      - {id: timeout, text: Агент молчит, why: Timeout Swap}
      - {id: error, text: Ответ 429, why: Error Swap}
    right:
      - {id: t, text: Timeout Swap}
      - {id: e, text: Error Swap}
      - {id: c, text: Critic Swap}
    pairs: {timeout: t, error: e}
  - id: isolation.cloze
    type: cloze
    code: bash
    text: "git worktree {{verb}} ../api -b {{branch}}"
    gaps:
      verb: {accept: [add], why: создаёт}
      branch: {accept: [feat/api], why: имя ветки, case: true}
  - id: isolation.short
    type: short
    accept: [воркти, worktree, рабочее дерево]
    reject: [{text: workspace, why: это другое}]
  - id: isolation.number
    type: number
    value: 1.5
    unit: h
    tolerance: 10%
    reject: [{value: 3, why: посчитал обоих}]
  - id: isolation.command
    type: command
    accept: ["git worktree add ../x-api -b feat/api"]
    reject: [{text: git branch feat/api, why: папки не будет}]
    allow: [-q]
  - id: isolation.predict
    type: predict
    sim: {scenario: too-parallel, seed: 7, set: {profiles.dev.count: 8}}
    ask: {metric: makespan, form: number, unit: h, tolerance: 15%}
  - id: isolation.predict-choice
    type: predict
    sim: {scenario: too-parallel}
    ask: {metric: makespan, form: choice, against: {profiles.dev.count: 2}}
    choices:
      - {id: later, text: позже, why: конфликты, at_least: 1.1}
      - {id: same, text: так же, why: в пределах десятой, at_least: 0.9, below: 1.1}
      - {id: sooner, text: раньше, why: если бы не конфликты, below: 0.9}
""".replace("    type: ", COMMON.strip("\n") + "\n    type: ")

QUESTIONS: dict[str, AnyQuestion] = {
    question.id.removeprefix("isolation."): question for question in load(SHEET, "isolation.yaml", Sheet).questions
}

TRUTH: dict[str, object] = {"predict": 2.0, "predict-choice": 1.5}

RIGHT: dict[str, object] = {
    "single": "keeps",
    "multiple": ["bases", "ports"],
    "truefalse": False,
    "order": ["add", "commit", "merge", "remove"],
    "match": {"timeout": "t", "error": "e"},
    "cloze": {"verb": "add", "branch": "feat/api"},
    "short": "воркти",
    "number": "1,5 ч",
    "command": "git worktree add ../x-api -b feat/api",
    "predict": "2 ч",
    "predict-choice": "later",
}

WRONG: dict[str, object] = {
    "single": "gone",
    "multiple": ["files", "index"],
    "truefalse": True,
    "order": ["merge", "commit", "add", "remove"],
    "match": {"timeout": "c", "error": "t"},
    "cloze": {"verb": "remove", "branch": "main"},
    "short": "workspace",
    "number": "3",
    "command": "git branch feat/api",
    "predict": "5 ч",
    "predict-choice": "sooner",
}
