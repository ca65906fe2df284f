"""Lines of therapy under a named rule set. Refuses to let a count replace what is asserted: both stand side by side."""

from tracker.events.treatment import RadiotherapyGiven, RegimenStarted
from tracker.projections.asserted_lines import derive_asserted_lines
from tracker.projections.counted_lines import count_lines
from tracker.projections.history import History
from tracker.projections.line_of_therapy import LineOfTherapy
from tracker.projections.stated import stated_by
from tracker.values.rule_sets import LINE_RULES, RuleSet

__all__ = ["LineOfTherapy", "default_rule_set", "derive_asserted_lines", "derive_lines_of_therapy"]


def default_rule_set(history: History) -> RuleSet:
    """`asserted` where the record numbers lines, `rw120` where it does not."""
    numbered = [start.value.line for start in stated_by(history, RegimenStarted)]
    numbered += [course.value.line for course in stated_by(history, RadiotherapyGiven)]
    return RuleSet.ASSERTED if any(numbered) else RuleSet.RW120


def derive_lines_of_therapy(history: History, rule_set: RuleSet | None = None) -> tuple[LineOfTherapy, ...]:
    """The lines under one rule set, in the order of their numbers.

    Args:
        history: The facts in the order of living.
        rule_set: How lines are counted; None: `default_rule_set`.
    """
    return history.once(_lines, default_rule_set(history) if rule_set is None else rule_set)


def _lines(history: History, rule_set: RuleSet) -> tuple[LineOfTherapy, ...]:
    if rule_set is RuleSet.ASSERTED:
        return derive_asserted_lines(history)
    return count_lines(history, rule_set, LINE_RULES[rule_set])
