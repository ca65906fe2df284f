"""The options that choose conventions of intervals. Refuses a convention that is not named in the help."""

from collections.abc import Callable
from math import isfinite
from typing import Any, TypeVar

import click

from tracker.values.durations import DAYS_PER_MONTH, DEFAULT_TOLERANCE
from tracker.values.rule_sets import RuleSet

Command = TypeVar("Command", bound=Callable[..., Any])

MOST_MONTHS = 120
LEAST_DAYS, MOST_DAYS = 28.0, 31.0
"""A month has no fewer and no more days."""


def _rounding(_: click.Context, __: click.Parameter, value: float) -> float:
    if not (isfinite(value) and 0 <= value <= MOST_MONTHS):
        raise click.BadParameter(f"{value:g} is no rounding in months; write a number from 0 on, such as 0.5")
    return value


def _days(_: click.Context, __: click.Parameter, value: float) -> float:
    if not LEAST_DAYS <= value <= MOST_DAYS:
        raise click.BadParameter(f"a month of {value:g} days; write a number from 28 to 31, such as 30.4375")
    return value


def _rule_set(_: click.Context, __: click.Parameter, value: str | None) -> RuleSet | None:
    return None if value is None else RuleSet(value)


def conventions_options(command: Command) -> Command:
    """Add `--tolerance`, `--rule-set` and `--days-per-month`."""
    options = (
        click.option(
            "--days-per-month",
            type=float,
            default=DAYS_PER_MONTH,
            show_default=True,
            metavar="DAYS",
            callback=_days,
            help="Length of a month in which lengths are told; 30.4 is common in registries.",
        ),
        click.option(
            "--rule-set",
            type=click.Choice([str(rule_set) for rule_set in RuleSet]),
            callback=_rule_set,
            help="How lines of therapy are counted; asserted where the record numbers them, else rw120.",
        ),
        click.option(
            "--tolerance",
            type=float,
            default=DEFAULT_TOLERANCE,
            show_default=True,
            metavar="MONTHS",
            callback=_rounding,
            help="Rounding of stated months and years, in that unit.",
        ),
    )
    for option in options:
        command = option(command)
    return command
