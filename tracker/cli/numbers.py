"""Numbers as options. Refuses what is no number, which no range does by itself."""

from math import isnan

import click


class Number(click.FloatRange):
    """A number within bounds; `nan` is within none."""

    def convert(self, value: float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number.

        Raises:
            click.BadParameter: when it is none, or out of bounds.
        """
        number = float(super().convert(value, param, ctx))
        if isnan(number):
            self.fail(f"{value!r} is no number", param, ctx)
        return number
