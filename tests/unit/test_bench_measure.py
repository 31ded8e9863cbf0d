"""The measure itself, measured by a clock that only the sides move; and what is said of it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, repeat
from pathlib import Path

import pytest

from bench.measure import Ratio, Side, Told, Work, ready, time_sides
from bench.registry import Question, Setting, Sides, benchmark
from bench.report import Answer, Circumstances, answers, as_json, table


class FakeClock:
    """Shows the seconds that work has spent; each spending costs ``pace`` as much."""

    def __init__(self) -> None:
        self.now = 0.0
        self.pace: Callable[[], float] = lambda: 1.0

    def __call__(self) -> float:
        return self.now

    def spend(self, seconds: float) -> None:
        self.now += seconds * self.pace()

    def side(self, seconds: float) -> Side:
        return ready(lambda: self.spend(seconds))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def ratio_of(clock: FakeClock, ours: Side, peer: Side, rounds: int = 5) -> Ratio:
    timings = time_sides({"ours": ours, "peer": peer}, rounds, clock)
    return Ratio.between(timings["ours"], timings["peer"])


def test_equal_sides_are_one_to_one(clock: FakeClock) -> None:
    ratio = ratio_of(clock, clock.side(3), clock.side(3))
    assert (ratio.best, ratio.median, ratio.lowest, ratio.highest) == (1, 1, 1, 1)


def test_work_done_twice_is_seen_under_noise(clock: FakeClock) -> None:
    """Negative control: a measure that misses this would call any aim met."""
    noise = chain.from_iterable(repeat((1.0, 1.3, 1.1, 1.0, 1.2, 1.05, 1.15)))
    clock.pace = lambda: next(noise)

    def twice() -> None:
        clock.spend(3)
        clock.spend(3)

    doubled = ratio_of(clock, ready(twice), clock.side(3), rounds=7)
    assert doubled.best > 1.6
    assert doubled.median > 1.6
    assert not doubled.is_within(1.6)
    equal = ratio_of(clock, clock.side(3), clock.side(3), rounds=7)
    assert 0.9 < equal.best < 1.1
    assert 0.9 < equal.median < 1.1


def test_a_machine_growing_slower_favours_no_side(clock: FakeClock) -> None:
    """Each run costs more than the one before; the alternating order evens it out."""
    slower = iter(1 + 0.1 * nth for nth in range(1000))
    clock.pace = lambda: next(slower)
    timings = time_sides({"ours": clock.side(3), "peer": clock.side(3)}, 10, clock)
    assert sum(timings["ours"]) == pytest.approx(sum(timings["peer"]))
    assert Ratio.between(timings["ours"], timings["peer"]).median == pytest.approx(1, abs=0.02)


def test_one_disturbed_round_moves_the_spread_only(clock: FakeClock) -> None:
    seconds = iter([3, 3, 3, 30, 3, 3, 3])
    ratio = ratio_of(clock, ready(lambda: clock.spend(next(seconds))), clock.side(3))
    assert (ratio.best, ratio.median, ratio.highest) == (1, 1, 10)


def test_warming_up_does_not_count(clock: FakeClock) -> None:
    seconds = iter([100, 3, 3])
    timings = time_sides({"ours": ready(lambda: clock.spend(next(seconds)))}, 2, clock)
    assert timings == {"ours": [3, 3]}


def test_preparing_and_clearing_up_do_not_count(clock: FakeClock) -> None:
    @contextmanager
    def laborious() -> Iterator[Work]:
        clock.spend(50)
        yield lambda: clock.spend(3)
        clock.spend(50)

    assert time_sides({"ours": laborious}, 2, clock) == {"ours": [3, 3]}


def test_what_a_work_has_measured_itself_counts_instead_of_the_clock(clock: FakeClock) -> None:
    def telling() -> float:
        clock.spend(50)
        return Told(2)

    assert time_sides({"ours": ready(telling)}, 2, clock) == {"ours": [2, 2]}


def test_any_other_number_that_a_work_returns_is_not_taken_for_seconds(clock: FakeClock) -> None:
    """Negative control of the above."""

    def returning() -> float:
        clock.spend(3)
        return 2.0

    assert time_sides({"ours": ready(returning)}, 2, clock) == {"ours": [3, 3]}


def test_every_other_round_runs_in_the_opposite_order(clock: FakeClock) -> None:
    ran = ""

    def note(name: str) -> Side:
        def work() -> None:
            nonlocal ran
            ran += name
            clock.spend(1)

        return ready(work)

    time_sides({"a": note("a"), "b": note("b"), "c": note("c")}, 3, clock)
    assert ran == "abcabccbaabc"


@pytest.mark.parametrize(
    ("ours", "is_met"),
    [
        ([2, 2, 2], True),
        ([3, 3, 3], True),  # an aim is an upper bound, itself included
        ([2, 4, 4], False),  # the quickest run alone flatters
        ([4, 2, 2], True),
        ([4, 4, 4], False),
    ],
)
def test_an_aim_is_met_only_by_best_and_median(ours: list[float], is_met: bool) -> None:
    assert Ratio.between(ours, [1, 1, 1]).is_within(3) is is_met


def test_a_peer_with_one_slow_run_does_not_meet_the_aim_for_us() -> None:
    ratio = Ratio.between([4, 4, 4], [1, 2, 2])
    assert ratio.median == 2
    assert not ratio.is_within(3)


@benchmark("fetch", Question("counted", "ours", "peer"), Question("not counted", "peer", "ours"))
def fetching(setting: Setting) -> Iterator[Sides]:
    setting.facts["ours"] = {"requests": 20, "bytes": 9_063_647}
    yield {"ours": ready(list), "peer": ready(list)}


@benchmark("sleep", Question("not counted either", "ours", "peer"))
def sleeping(setting: Setting) -> Iterator[Sides]:
    yield {"ours": ready(list), "peer": ready(list)}


def answers_of_both() -> list[Answer]:
    given: list[Answer] = []
    for one in (fetching, sleeping):
        setting = Setting(Path())
        with one.prepare(setting) as sides:
            timings = {name: [1.0] for name in sides}
            given += answers(one, timings, setting.facts)
    return given


def test_what_was_counted_stands_beside_the_ratio_of_its_side_only() -> None:
    headings, *rows = table(answers_of_both(), with_seconds=False).splitlines()
    assert headings.split() == ["ratio", "median", "spread", "aim", "met", "requests", "bytes"]
    assert rows[0].endswith("20  9 063 647")
    assert rows[1].endswith("1.00–1.00")
    assert rows[2].endswith("1.00–1.00")


def test_a_table_of_which_nothing_was_counted_has_no_columns_for_it() -> None:
    """Negative control of the above."""
    headings = table(answers_of_both()[1:], with_seconds=True).splitlines()[0]
    assert headings.split() == ["ratio", "median", "spread", "aim", "met", "seconds"]


def test_programs_are_told_what_was_counted() -> None:
    told = json.loads(as_json(answers_of_both(), [], Circumstances.of("ext4", 1, 1)))
    facts = [answer["facts"] for answer in told["answers"]]
    assert facts == [{"requests": 20, "bytes": 9_063_647}, {}, {}]


def answer_of(ours: list[float], question: Question) -> Answer:
    peers = [1.0] * len(ours)
    return Answer("wait", question, Ratio.between(ours, peers), (ours, peers), {})


@pytest.mark.parametrize(
    ("ours", "is_met"),
    [
        ([0.1, 0.1, 0.1], True),
        ([0.1, 0.2, 0.9], True),  # one disturbed round is none
        ([0.1, 0.3, 0.3], False),  # the quickest run alone flatters
    ],
)
def test_what_is_waited_for_is_measured_by_its_median(ours: list[float], is_met: bool) -> None:
    question = Question("to wait", "ours", "peer", most=0.2)
    assert answer_of(ours, question).is_met is is_met


def test_a_ratio_aimed_at_is_not_met_by_a_short_wait_alone() -> None:
    question = Question("to wait", "ours", "peer", aim=2, most=5)
    assert answer_of([1, 1, 1], question).is_met
    assert not answer_of([3, 3, 3], question).is_met


def test_the_wait_stands_in_the_table_with_its_unit() -> None:
    question = Question("held", "ours", "peer", most=350, unit="MiB")
    _, row = table([answer_of([120.0], question)], with_seconds=True).splitlines()
    assert "held (120 MiB)" in row
    assert "≤ 350 MiB" in row
    assert row.endswith("120.000 / 1.000 MiB")


def test_settings_share_no_facts() -> None:
    Setting(Path()).facts["ours"] = {"requests": 1}
    assert Setting(Path()).facts == {}
