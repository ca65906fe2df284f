"""Lines of therapy counted by a rule set from what was given. Refuses to decide for good what the bounds leave open.

Conventions (`LINE_RULES` has the sources and parameters): a gap longer than the limit, from the last administration to the
next first one, starts a line; so does a drug added after the regimen window, unless it substitutes one of the line's; a
drug dropped does not. Maintenance belongs to the line it follows if no progression came since that line's first dose;
after a progression a changed drug set starts a line whatever it is called. Radiotherapy with drugs that are given because
of it is a line; beside drugs that run anyway it belongs to theirs. A gap is decided by the midpoint of its bounds; where
they straddle the limit, both counts are given.
"""

from collections.abc import Sequence

from msgspec import Struct, field

from tracker.events.disease import ProgressionDeclared
from tracker.events.treatment import CycleGiven, RadiotherapyGiven, RegimenStarted
from tracker.projections.administrations import Administration, administrations_of
from tracker.projections.history import History
from tracker.projections.line_of_therapy import LineOfTherapy, first_dose
from tracker.projections.pairs import Pairs
from tracker.projections.precedence import days_from, precedes
from tracker.projections.stated import stated_by
from tracker.values.months import PRECISION_DAYS
from tracker.values.rule_sets import LineRules, RuleSet
from tracker.values.vocabularies import Phase


class _Gap(Struct, frozen=True):
    """Whether a gap starts a line, and why that is not certain."""

    starts_a_line: bool
    doubt: str = ""


_NO_GAP = _Gap(starts_a_line=False)


class _Draft(Struct):
    """A line while it is counted."""

    drugs: frozenset[str]
    given: list[Administration]
    latest: Administration
    """The one whose last day is the latest."""
    doubts: list[str] = field(default_factory=list)
    uncertain_start: bool = False


def count_lines(history: History, rule_set: RuleSet, rules: LineRules) -> tuple[LineOfTherapy, ...]:
    """The lines under a rule set, in the order of their numbers."""
    progressions = [progression.key for progression in stated_by(history, ProgressionDeclared)]
    drafts: list[_Draft] = []
    unmade = 0
    for given in history.once(administrations_of):
        if not drafts or _changes_the_line(history, drafts[-1], given, rules, progressions):
            drafts.append(_Draft(given.drugs, [given], given))
            continue
        gap = _gap(history, drafts[-1].latest, given, rules)
        if not gap.starts_a_line and not gap.doubt and _has_unknown_drugs(given, drafts[-1]):
            gap = _Gap(starts_a_line=False, doubt=f"the drugs of {given.regimen} are not stated")
        if gap.starts_a_line:
            drafts.append(_Draft(given.drugs, [given], given, uncertain_start=bool(gap.doubt)))
        else:
            unmade += bool(gap.doubt)
            _add(history, drafts[-1], given)
        if gap.doubt:
            drafts[-1].doubts.append(gap.doubt)
    least = len(drafts) - sum(draft.uncertain_start for draft in drafts)
    return tuple(
        _line(history, (number, rule_set), draft, counts=(least, len(drafts) + unmade))
        for number, draft in enumerate(drafts, 1)
    )


def _changes_the_line(
    history: History, line: _Draft, given: Administration, rules: LineRules, progressions: Sequence[str]
) -> bool:
    """Whether drugs or radiotherapy begin a line, whatever the gap."""
    before, first = line.given[-1], line.given[0].first
    if given.drugs == before.drugs and given.with_radiotherapy == before.with_radiotherapy:
        return False
    if days_from(history, first, given.first) <= rules.window_days + PRECISION_DAYS:
        return False
    if given.with_radiotherapy and not before.with_radiotherapy:
        return True
    if not given.drugs:
        return False
    if rules.maintenance:
        if any(_between(history, first, key, given.first) for key in progressions):
            return not before.drugs or given.drugs != before.drugs
        if given.phase is Phase.MAINTENANCE:
            return False
    return any(_is_added(drug, line.drugs, rules) for drug in given.drugs)


def _between(history: History, first: str, progression: str, given: str) -> bool:
    """Whether a progression came after the line's first dose and not after the next administration."""
    return precedes(history, first, progression) and not precedes(history, given, progression)


def _has_unknown_drugs(given: Administration, line: _Draft) -> bool:
    """Whether another regimen goes on, whose drugs the source does not name."""
    return not given.drugs and not given.with_radiotherapy and given.regimen != line.given[-1].regimen


def _is_added(drug: str, drugs: frozenset[str], rules: LineRules) -> bool:
    if drug in drugs:
        return False
    return not any(drug in group and group & drugs for group in rules.substitutions)


def _gap(history: History, before: Administration, given: Administration, rules: LineRules) -> _Gap:
    """Judge the time from the last day of what was given before to the first day of what is given next."""
    if before.last is None:
        return _NO_GAP
    least, most = (
        None if days is None else days - before.last_days
        for days in history.once(Pairs).bounds(before.last, given.first)
    )
    middle = days_from(history, before.last, given.first) - before.last_days
    certain = least is not None and most is not None and _too_long(least, rules) == _too_long(most, rules)
    if certain:
        return _Gap(starts_a_line=_too_long(middle, rules))
    said = f"{'open' if least is None else f'{max(0.0, least):.0f}'} to {'open' if most is None else f'{most:.0f}'} d"
    limit = f"{'from' if rules.gap_included else 'over'} {rules.gap_days:.0f} d"
    doubt = f"the gap before {given.first} is {said}, and {limit} starts a line"
    return _Gap(starts_a_line=_too_long(middle, rules), doubt=doubt)


def _too_long(days: float, rules: LineRules) -> bool:
    """Days are compared to a microday: a bound that is exactly the limit is no longer than it."""
    return days >= rules.gap_days - PRECISION_DAYS if rules.gap_included else days > rules.gap_days + PRECISION_DAYS


def _add(history: History, line: _Draft, given: Administration) -> None:
    line.drugs |= given.drugs
    line.given.append(given)
    latest = line.latest
    if latest.last is None:
        return
    if given.last is None or days_from(history, latest.last, given.last) + given.last_days > latest.last_days:
        line.latest = given


def _line(history: History, named: tuple[int, RuleSet], draft: _Draft, *, counts: tuple[int, int]) -> LineOfTherapy:
    regimens = {given.regimen for given in draft.given}
    keys = {given.first for given in draft.given}
    cycles = tuple(cycle for cycle in stated_by(history, CycleGiven) if cycle.key in keys)
    courses = tuple(course for course in stated_by(history, RadiotherapyGiven) if course.key in keys)
    starts = tuple(start for start in stated_by(history, RegimenStarted) if start.value.regimen in regimens)
    doubt = f"{counts[0]} or {counts[1]} lines: {'; '.join(draft.doubts)}" if draft.doubts else ""
    return LineOfTherapy(
        number=named[0],
        rule_set=named[1],
        first_dose=first_dose(history, starts, cycles, courses),
        starts=starts,
        cycles=cycles,
        radiotherapy=courses,
        doubt=doubt,
    )
