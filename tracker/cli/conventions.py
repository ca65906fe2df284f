"""The options that choose conventions of intervals. Refuses a convention that is not named in the help."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from tracker.cli.numbers import Number
from tracker.values.durations import DAYS_PER_MONTH
from tracker.values.rule_sets import RuleSet

Command = TypeVar("Command", bound=Callable[..., Any])

LONGEST_MONTH = 31.0
SHORTEST_MONTH = 28.0
MOST_ROUNDING_MONTHS = 120.0


def conventions_options(command: Command) -> Command:
    """Add `--tolerance`, `--rule-set` and `--days-per-month`."""
    options = (
        click.option(
            "--days-per-month",
            type=Number(SHORTEST_MONTH, LONGEST_MONTH),
            default=DAYS_PER_MONTH,
            show_default=True,
            metavar="DAYS",
            help="Length of a month in which lengths are told; 30.4 is common in registries.",
        ),
        click.option(
            "--rule-set",
            type=click.Choice([str(rule_set) for rule_set in RuleSet]),
            callback=lambda _, __, name: None if name is None else RuleSet(name),
            help="How lines of therapy are counted; asserted where the record numbers them, else rw120.",
        ),
        click.option(
            "--tolerance",
            type=Number(0, MOST_ROUNDING_MONTHS),
            default=0.5,
            show_default=True,
            metavar="MONTHS",
            help="Rounding of stated months and years, in that unit.",
        ),
    )
    for option in options:
        command = option(command)
    return command
