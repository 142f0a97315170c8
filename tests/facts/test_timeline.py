"""The calendar of a process: when asking is too soon, how many follow-ups there were, and the first good day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.facts import Timeline
from reviewer.models import Context

_DAYS = st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2100, 1, 1))


def _timeline(**fields: Any) -> Timeline:
    return Timeline(Context(**fields))


def _sent_after(days: int, **fields: Any) -> Timeline:
    interviewed = dt.date(2026, 11, 2)
    return _timeline(interviewed_on=interviewed, sending_on=interviewed + dt.timedelta(days=days), **fields)


@pytest.mark.parametrize(("stage", "bound"), [("phone_screen", 5), ("interview", 5), ("final_interview", 7), (None, 5)])
def test_the_window_opens_on_its_day_and_not_before(stage: str | None, bound: int) -> None:
    early, open_ = _sent_after(bound - 1, stage=stage), _sent_after(bound, stage=stage)
    assert (early.too_early, open_.too_early) == (True, False)
    assert early.first_good_day() == open_.first_good_day() == open_.context.sending_on


def test_an_offer_knows_no_window() -> None:
    assert (_sent_after(0, stage="offer").too_early, _sent_after(0, stage="offer").first_good_day()) == (False, None)


def test_a_promised_day_rules_alone_up_to_and_including_itself() -> None:
    promised = dt.date(2026, 11, 3)
    on_it = _sent_after(1, stage="final_interview", reply_promised_by=promised)
    after = _sent_after(2, stage="final_interview", reply_promised_by=promised)
    assert (on_it.too_early, after.too_early) == (True, False)
    assert after.opens_on == after.first_good_day() == dt.date(2026, 11, 4)
    assert _sent_after(1, stage="offer", reply_promised_by=promised).too_early is True


def test_a_late_promise_keeps_the_window_shut_long_after_the_interview() -> None:
    assert _sent_after(30, stage="interview", reply_promised_by="2026-12-24").too_early is True


@pytest.mark.parametrize("process", ["hired", "rejected"])
def test_nothing_is_too_soon_once_the_process_has_ended(process: str) -> None:
    ended = _sent_after(1, stage="interview", process=process, reply_promised_by="2026-11-30")
    assert (ended.too_early, ended.opens_on, ended.first_good_day()) == (False, None, None)


def test_after_a_refusal_the_spacing_still_names_a_day() -> None:
    assert _sent_after(3, process="rejected", follow_ups=["2026-11-03"]).first_good_day() == dt.date(2026, 11, 8)


@pytest.mark.parametrize("known", [{}, {"interviewed_on": "2026-11-02"}, {"sending_on": "2026-11-04"}, {"stage": "interview"}])
def test_missing_dates_leave_the_question_open(known: dict[str, str]) -> None:
    assert _timeline(**known).too_early is None


def test_an_interview_that_lies_ahead_is_known_as_such() -> None:
    ahead = _sent_after(-3, stage="interview")
    assert (ahead.interview_ahead, ahead.days_since_interview, ahead.too_early) == (True, -3, True)
    assert ahead.arithmetic() == (
        "interviewed 2026-11-02",
        "sending 2026-10-30",
        "the interview is 3 days ahead; the window opens on day 5",
    )
    assert (_sent_after(0).interview_ahead, _timeline().interview_ahead) == (False, False)


@pytest.mark.parametrize(
    ("follow_ups", "count", "many", "since", "close"),
    [
        (None, None, None, None, None),
        ([], 0, False, None, False),
        (["2026-11-05"], 1, False, 5, False),
        (["2026-11-06"], 1, False, 4, True),
        (["2026-11-09", "2026-11-04"], 2, True, 1, True),
        (["2026-11-03", "2026-11-04"], 2, True, 6, False),
    ],
)
def test_follow_ups_are_counted_and_spaced(follow_ups: Any, count: Any, many: Any, since: Any, close: Any) -> None:
    line = _timeline(sending_on="2026-11-10", follow_ups=follow_ups)
    assert (line.follow_up_count, line.too_many, line.days_since_last_follow_up, line.too_close) == (count, many, since, close)


def test_without_a_day_of_sending_the_spacing_is_not_known() -> None:
    assert _timeline(follow_ups=["2026-11-06"]).too_close is None


def test_the_first_good_day_is_the_latest_of_all_that_bar_the_message() -> None:
    assert _sent_after(3, stage="interview", follow_ups=["2026-11-04"]).first_good_day() == dt.date(2026, 11, 9)
    assert _sent_after(3, stage="final_interview", follow_ups=["2026-11-02"]).first_good_day() == dt.date(2026, 11, 9)
    assert _sent_after(3, follow_ups=["2026-11-04"], reply_promised_by="2026-11-20").first_good_day() == dt.date(2026, 11, 21)
    assert _timeline(follow_ups=["2026-11-04"]).first_good_day() == dt.date(2026, 11, 9)


def test_no_good_day_is_named_when_the_count_bars_the_message_or_no_date_is_known() -> None:
    assert _sent_after(9, follow_ups=["2026-11-04", "2026-11-09"]).first_good_day() is None
    assert _sent_after(9, follow_ups=["2026-11-04"]).first_good_day(at_least_follow_ups=2) is None
    assert _sent_after(9, follow_ups=["2026-11-04"]).first_good_day(at_least_follow_ups=1) is not None
    assert _timeline().first_good_day() is None


def test_the_arithmetic_reads_as_in_the_review() -> None:
    assert _sent_after(2, stage="phone_screen").arithmetic() == (
        "interviewed 2026-11-02",
        "sending 2026-11-04",
        "2 days; the window opens on day 5",
    )
    assert _sent_after(1, reply_promised_by="2026-11-09").arithmetic() == (
        "interviewed 2026-11-02",
        "sending 2026-11-03",
        "an answer was promised by 2026-11-09; the day to ask is 2026-11-10",
    )
    assert _timeline(interviewed_on="2026-11-02").arithmetic() == ("interviewed 2026-11-02", "the window opens on day 5")
    assert _timeline(sending_on="2026-11-10", follow_ups=["2026-11-09", "2026-11-02"]).follow_up_arithmetic() == (
        "follow-ups sent: 2 (2026-11-02, 2026-11-09)",
        "sending 2026-11-10",
        "1 day since the last one; 5 days keep them apart",
    )
    assert (_timeline().arithmetic(), _timeline().follow_up_arithmetic()) == ((), ())
    assert _timeline(follow_ups=[]).follow_up_arithmetic() == ("follow-ups sent: 0",)


@given(_DAYS, st.integers(min_value=-400, max_value=400), st.sampled_from(["phone_screen", "interview", "final_interview", None]))
def test_too_early_means_before_the_first_good_day(interviewed: dt.date, gap: int, stage: str | None) -> None:
    line = _timeline(stage=stage, interviewed_on=interviewed, sending_on=interviewed + dt.timedelta(days=gap))
    good = line.first_good_day()
    assert good is not None
    assert line.too_early == (interviewed + dt.timedelta(days=gap) < good)


def test_the_last_days_of_the_calendar_do_no_harm() -> None:
    line = _timeline(interviewed_on="9999-12-30", sending_on="9999-12-31", reply_promised_by="9999-12-31", follow_ups=["9999-12-31"])
    assert (line.too_early, line.first_good_day()) == (False, dt.date(9999, 12, 31))
