"""Rounds of competing measurements, interleaved, so that a noisy machine is noisy for all of them alike."""

from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter

ROUNDS = 5

Contender = Callable[[int], float]
"""Does its work in one round and returns the seconds that count."""


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    begin = perf_counter()
    work()
    return perf_counter() - begin


def interleaved(contenders: Mapping[str, Contender], rounds: int = ROUNDS) -> dict[str, float]:
    """Median seconds of every contender; in each round all of them take their turn."""
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds):
        for name, contender in contenders.items():
            taken[name].append(contender(number))
    return {name: median(times) for name, times in taken.items()}


def percentile(values: list[float], percent: int) -> float:
    """The value that `percent` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def report(what: str, figure: str, target: str) -> None:
    """One line of the result."""
    print(f"{what:<58} {figure:>28}   {target}", flush=True)  # noqa: T201 - the benchmark's output
