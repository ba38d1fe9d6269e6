"""Quotas and budgets: how accounts stand, what was used by when, how long it will do, and the rows that say so."""

from __future__ import annotations

from orchestra_tui.fleet import decisions as d
from orchestra_tui.fleet.fold import Fold
from orchestra_tui.fleet.ledger import Sums, day_of
from orchestra_tui.fleet.model import Account, Interval, Quota, cost
from orchestra_tui.fleet.rules.desk import Desk
from orchestra_tui.fleet.rules.supply import obstacle
from orchestra_tui.fleet.units import DAY, DOLLAR, HOUR, MINUTE
from orchestra_tui.tui.widgets.fleet.moment import Subject
from orchestra_tui.tui.widgets.fleet.money import MoneyPanel
from orchestra_tui.tui.widgets.fleet.money_rows import Line, lines_of, row_of, unused
from orchestra_tui.tui.widgets.fleet.painting import wide
from orchestra_tui.tui.widgets.fleet.purse_bars import HELD, LEFT, USED, anew, bar, forecast
from orchestra_tui.tutor.playing.recording import Recording
from orchestra_tui.tutor.playing.spending import LEAST, STRETCH, Series
from orchestra_tui.tutor.playing.standing import Access, Purse, daily, quotas, standing
from orchestra_tui.tutor.telling.words import dollars
from tests.tui.fleet.theatre_panels import WIDTHS, fits, moment, moments, pool, pooled, recordings
from tests.tui.fleet.theatre_panels import standing as on_stage
from tests.tutor.playing.reels import recorded

REASONS = {
    None: Access.OPEN,
    "billing": Access.BILLING,
    "parked": Access.PARKED,
    "window": Access.CLOSED,
    "concurrency": Access.BUSY,
    "quota": Access.QUOTA,
}


def test_an_account_stands_as_the_orchestrator_sees_it() -> None:
    seen = set()
    for recording in recordings():
        plan = recording.plan
        for now in moments(recording, 60):
            desk = Desk(Fold(plan, now.state))
            for account in plan.accounts:
                cheapest = min(account.models, key=desk.worst_case)
                wait = obstacle(desk, account, plan.tasks[0].id, cheapest)
                now_is = standing(plan, now.state, account, now.state.at)
                if wait is not None and wait.cap is not None:
                    # The caps of the fleet and of a task are no fault of the account.
                    assert now_is.access is (Access.BUDGET if wait.cap.scope == "account-day" else Access.OPEN)
                else:
                    assert now_is.access is REASONS[wait.reason if wait else None], (now.n, account.id)
                if wait is not None and wait.until is not None and wait.cap is None:
                    assert now_is.until == wait.until
                seen.add(now_is.access)
    assert seen >= {Access.OPEN, Access.CLOSED, Access.BUSY, Access.QUOTA, Access.BUDGET}


def test_the_pace_knows_what_the_ledger_knows_at_every_moment() -> None:
    for recording in recordings():
        pace = recording.pace
        for now in moments(recording, 25):
            if now.n < recording.count and recording.time(now.n + 1) == now.at:
                continue
            ledger = now.state.ledger
            assert pace.fleet.until(now.at) == ledger.fleet.spent
            for account in recording.plan.accounts:
                assert pace.account(account.id).until(now.at) == ledger.accounts.get(account.id, Sums()).spent
            for agent in now.state.agents.values():
                assert pace.agent(agent.name).until(now.at) == agent.cost


def test_the_pace_counts_the_tokens_of_a_quota_window_as_the_state_does() -> None:
    recording, checked = pooled(), 0
    account = recording.plan.account["bob"]
    assert account.quota
    for now in moments(recording, 60):
        run, window = now.state.accounts["bob"], account.quota.window_ms
        alone = now.n == recording.count or recording.time(now.n + 1) > now.at
        if alone and run.window == now.at // window and run.tokens:
            start = run.window * window
            assert recording.pace.metered("bob").between(start - 1, now.at) == run.tokens
            checked += 1
    assert checked > 3


def test_a_series_between_and_its_pace() -> None:
    series = Series()
    for at, amount in ((10 * MINUTE, 5), (10 * MINUTE, 5), (50 * MINUTE, 30)):
        series.add(at, amount)
    assert series.until(10 * MINUTE - 1) == 0
    assert series.until(10 * MINUTE) == 10
    assert series.between(10 * MINUTE, HOUR) == 30
    assert series.per_hour(HOUR) == 30 * HOUR // STRETCH
    assert series.per_hour(20 * MINUTE) == 30
    assert series.per_hour(LEAST - 1) == 0


def test_days_and_quotas_are_those_of_the_ledger() -> None:
    recording = pooled()
    alice, bob = recording.plan.account["alice-claude"], recording.plan.account["bob"]
    for now in moments(recording, 30):
        purse = daily(now.state, alice, now.at)
        sums = now.state.ledger.days.get(("alice-claude", day_of(alice, now.at)), Sums())
        assert purse is not None
        assert (purse.used, purse.reserved, purse.limit) == (sums.spent, sums.reserved, 6 * DOLLAR)
        assert purse.resets == (DAY if now.at < DAY else 2 * DAY)
        assert daily(now.state, bob, now.at) is None
        tokens, requests = quotas(now.state, bob, now.at)
        run, window = now.state.accounts["bob"], now.at // HOUR
        assert tokens.used == (run.tokens if run.window == window else 0)
        assert requests.used == (run.requests if run.window == window else 0)
        assert tokens.resets == (window + 1) * HOUR


def test_a_forecast() -> None:
    calendar = moment(recorded("solo"), 1).calendar
    now = HOUR
    tight = Purse(2 * DOLLAR, 0, 4 * DOLLAR, 10 * HOUR, DOLLAR, 10 * HOUR)
    assert tight.empty_at(now) == 3 * HOUR
    till, later = f"enough till {calendar.clock(3 * HOUR)}", calendar.clock(10 * HOUR)
    said = [text for text, _ink in forecast(tight, now, calendar, dollars, perishes=False)]
    assert said == [f"{till}, resets at {later}", till]
    ample = tight._replace(per_hour=DOLLAR // 10)
    assert ample.empty_at(now) is None
    assert ample.unused(now) == 2 * DOLLAR - 9 * DOLLAR // 10
    assert (
        forecast(ample, now, calendar, dollars, perishes=True)[0][0]
        == f"at {calendar.clock(10 * HOUR)} $1.10 will be lost"
    )
    assert forecast(ample, now, calendar, dollars, perishes=False)[0][0].endswith("$1.10 will be left")
    endless = Purse(0, 0, 100 * DOLLAR, None, DOLLAR)
    assert forecast(endless, now, calendar, dollars, perishes=False) == [("enough for more than a day", "muted")]
    assert forecast(endless._replace(per_hour=0), now, calendar, dollars, perishes=False) == []
    gone = tight._replace(used=4 * DOLLAR)
    assert forecast(gone, now, calendar, dollars, perishes=True) == anew(gone, now, calendar)
    hasty = tight._replace(per_hour=20 * DOLLAR)
    assert {ink for _text, ink in forecast(hasty, now, calendar, dollars, perishes=False)} == {"error"}


def test_a_bar_shows_whatever_is_not_nothing() -> None:
    for used, reserved, limit in ((0, 0, 10), (1, 0, 1_000), (1, 1, 1_000), (10, 0, 10), (12, 5, 10), (5, 5, 10)):
        for size in (5, 12, 28):
            full, held, left = (text for text, _ink in bar(Purse(used, reserved, limit, None, 0), size))
            assert len(full + held + left) == size
            assert set(full) <= {USED}
            assert set(held) <= {HELD}
            assert set(left) <= {LEFT}
            assert bool(full) == bool(used)
            if used < limit:
                assert bool(held) == bool(reserved)
    assert bar(Purse(10, 0, 10, None, 0), 8)[0][1] == "error"
    assert bar(Purse(5, 4, 10, None, 0), 8)[0][1] == "warning"
    assert bar(Purse(1, 1, 10, None, 0), 8)[0][1] == "success"


def test_no_line_is_wider_than_the_panel() -> None:
    for recording in recordings():
        for now in moments(recording, 8):
            for width in WIDTHS[1:]:
                lines = lines_of(now, width)
                assert len(set(lines)) == len(lines)
                for key in lines:
                    row = row_of(now, key, width)
                    assert wide(row.right) < width
                    if width >= 40:
                        assert fits(row, width), (key, width, row.text)


def said(recording: Recording, n: int, width: int = 120) -> str:
    now = moment(recording, n)
    return "\n".join(row_of(now, key, width).text for key in lines_of(now, width))


def test_people_with_several_accounts_stand_together_and_every_limit_has_its_line() -> None:
    recording = pooled()
    now = moment(recording, recording.count // 3)
    keys = lines_of(now, 120)
    assert keys[:3] == [Line("fleet"), Line("owner", "alice"), Line("account", "alice-claude")]
    assert {Line("quota", "bob", 0), Line("quota", "bob", 1), Line("day", "bob"), Line("tasks")} <= set(keys)
    begun = [task.id for task in recording.plan.tasks if task.id in now.state.ledger.tasks]
    assert [key.id for key in keys if key.kind == "task"] == begun
    text = said(recording, now.n)
    spent = dollars(now.state.ledger.fleet.spent)
    fleet = next(line for line in text.splitlines() if line.strip().startswith("fleet"))
    assert spent in fleet
    assert "of $20.00" in fleet
    jobs = now.state.accounts["alice-claude"].jobs
    assert f"{jobs} of 2 jobs" in text
    assert "alice  2 accounts" in text
    assert {key.kind for key in lines_of(now, 50)} >= {"fleet-coming", "day-coming", "quota-coming"}


def test_windows_and_quotas_that_passed_unused() -> None:
    recording = pooled()
    early, late = moment(recording, 1), moment(recording, recording.count)
    codex, bob = recording.plan.account["alice-codex"], recording.plan.account["bob"]
    assert unused(early, codex) == []
    assert unused(early, bob) == []
    assert late.at > HOUR
    quota = bob.quota
    assert quota
    assert quota.tokens
    passed = late.at // HOUR
    lost = sum(
        max(0, quota.tokens - recording.pace.metered("bob").between(k * HOUR - 1, (k + 1) * HOUR - 1))
        for k in range(passed)
    )
    assert lost > 0
    assert unused(late, bob)[0].startswith("of the quota so far, ")
    spent = [
        recording.pace.account("alice-codex").between(w.start, w.end) for w in codex.windows or () if w.end <= late.at
    ]
    assert (f"{spent.count(0)} window" in "".join(unused(late, codex))) == (0 in spent)


def test_a_closed_account_foresees_nothing_and_one_that_closes_loses_the_rest() -> None:
    recording = recorded("night-shift")
    bob = recording.plan.account["bob-codex"]
    for now in moments(recording, 40):
        lines = said(recording, now.n).splitlines()
        head = next(place for place, line in enumerate(lines) if "bob-codex" in line)
        access = standing(recording.plan, now.state, bob, now.at)
        if access.access is Access.CLOSED:
            assert f"closed till {now.calendar.clock(access.until or 0)}" in lines[head]
            assert "enough" not in lines[head + 1]
            assert "lost" not in lines[head + 1]
        else:
            assert f"open till {now.calendar.clock(access.until or 0)}" in lines[head]
            assert "lost" in lines[head + 1] or "enough" in lines[head + 1] or now.state.finished


def test_a_run_without_limits_says_sums() -> None:
    recording = recorded("solo")
    text = said(recording, recording.count // 2)
    assert "no limit" in text
    assert "an hour" in text
    assert USED not in text


def test_an_account_of_many_models_asks_for_the_cheapest_job() -> None:
    plan = pool()
    account = plan.account["alice-claude"]
    budget = plan.policy.budget
    asks = [cost(plan.model[id].price, budget.fresh, budget.cached, budget.out) for id in account.models]
    now = moment(pooled(), 1)
    day = now.state.ledger.days[account.id, 0]
    day.spent = account.daily_budget - min(asks)  # type: ignore[operator]
    assert standing(plan, now.state, account, 0).access is Access.OPEN
    day.spent += 1
    assert standing(plan, now.state, account, 0).access is Access.BUDGET


def test_windows_end_where_they_say() -> None:
    account = Account(
        id="a",
        owner="o",
        provider="p",
        models=(),
        days=(0,),
        windows=(Interval(start=0, end=10), Interval(start=20, end=30)),
        quota=Quota(window_ms=HOUR, tokens=1),
    )
    now = moment(recorded("solo"), 0)
    now.state.accounts["a"] = next(iter(now.state.accounts.values()))
    stands = [standing(now.plan, now.state, account, at) for at in (0, 9, 10, 19, 20, 30)]
    assert [each.access for each in stands] == [Access.OPEN] * 2 + [Access.CLOSED] * 2 + [Access.OPEN, Access.CLOSED]
    assert [each.until for each in stands] == [10, 10, 20, 20, 30, None]


async def test_the_panel_counts_open_accounts_and_points_at_what_was_decided() -> None:
    recording = recorded("swap-error")
    event = next(e for e in recording.events if isinstance(e, d.AccountParked))
    async with on_stage(MoneyPanel, (90, 20)) as (pilot, panel):
        assert isinstance(panel, MoneyPanel)
        now = moment(recording, event.n)
        panel.show(now)
        assert "2 of 3 accounts open" in panel.text.splitlines()[0]
        row = next(line for line in panel.text.splitlines() if event.account in line)
        assert "rests till" in row
        assert panel.chosen == Line("fleet")
        for _ in range(12):
            if panel.chosen == Line("account", event.account):
                break
            await pilot.press("down")
        assert panel.subject == Subject(event=event.n)
