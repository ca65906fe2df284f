"""Lines of therapy counted by a rule set from what was given. Refuses to decide for good what the record leaves open.

Conventions (`LINE_RULES` has the sources and parameters): a gap longer than the limit, from the last administration to the
next first one, starts a line; so does a drug added after the regimen window, unless it substitutes one of the line's; a
drug dropped does not. Maintenance belongs to the line it follows if no progression came since that line's first dose;
after a progression a changed drug set starts a line whatever it is called, within the window too. The set is what is given
at the time, by whatever regimens: one goes on where it is given again within six weeks, the longest cycle in common use, or
was given within the week before.
Radiotherapy with drugs that are given because of it is a line; beside drugs that run anyway it belongs to theirs. A gap is
decided by the midpoint of its bounds. Where they straddle the limit, or it is not stated whether the drugs went on that
would make the difference, both counts are given.
"""

from collections.abc import Iterable

from msgspec import Struct, field

from tracker.events.disease import ProgressionDeclared
from tracker.events.treatment import CycleGiven, RadiotherapyGiven, RegimenStarted
from tracker.projections.administrations import Administration, administrations_of
from tracker.projections.history import History
from tracker.projections.line_of_therapy import LineOfTherapy, line_of
from tracker.projections.pairs import pairs_of
from tracker.projections.precedence import days_from, precedes
from tracker.projections.stated import stated_by
from tracker.values.counts import counted
from tracker.values.months import PRECISION_DAYS
from tracker.values.rounding import at_least, at_most
from tracker.values.rule_sets import LineRules, RuleSet
from tracker.values.vocabularies import Phase

LONGEST_CYCLE_DAYS = 42.0
"""A regimen that is given again within so many days was going on meanwhile."""
SAME_CYCLE_DAYS = 7.0
"""One that is not given again still counts with what is given within so many days."""


class _Verdict(Struct, frozen=True):
    """Whether something starts a line, and why that is not certain."""

    starts_a_line: bool
    doubt: str = ""


_A_LINE, _NO_LINE = _Verdict(starts_a_line=True), _Verdict(starts_a_line=False)


class _Draft(Struct):
    """A line while it is counted."""

    drugs: frozenset[str]
    given: list[Administration]
    latest: Administration
    """The one whose last day is the latest."""
    unsure: frozenset[str]
    """Drugs of which it is not stated whether they went on in it."""
    doubts: list[str] = field(default_factory=list)
    uncertain_start: bool = False


def count_lines(history: History, rule_set: RuleSet, rules: LineRules) -> tuple[LineOfTherapy, ...]:
    """The lines under a rule set, in the order of their numbers."""
    counted = _Count(history, rules)
    drafts: list[_Draft] = []
    unmade = 0
    for place, given in enumerate(counted.given):
        verdict = counted.verdict(drafts[-1], place) if drafts else _A_LINE
        if verdict.starts_a_line:
            drugs = counted.in_use(place)
            drafts.append(_Draft(drugs, [given], given, given.unsure, uncertain_start=bool(verdict.doubt)))
        else:
            unmade += bool(verdict.doubt)
            _add(history, drafts[-1], given)
        if verdict.doubt:
            drafts[-1].doubts.append(verdict.doubt)
    least = len(drafts) - sum(draft.uncertain_start for draft in drafts)
    return tuple(
        _line(history, (number, rule_set), draft, counts=(least, len(drafts) + unmade))
        for number, draft in enumerate(drafts, 1)
    )


class _Count:
    """What was given, one after the other, under the rules by which it is counted."""

    def __init__(self, history: History, rules: LineRules) -> None:
        self._history = history
        self._rules = rules
        self._progressions = [progression.key for progression in stated_by(history, ProgressionDeclared)]
        self.given = history.once(administrations_of)

    def verdict(self, line: _Draft, place: int) -> _Verdict:
        """Whether what was given at a place, which is not the first, starts a line after this one."""
        given = self.given[place]
        by_drugs = self._by_drugs(line, place)
        if by_drugs.starts_a_line:
            return by_drugs
        by_gap = _by_gap(self._history, line.latest, given, self._rules)
        if by_gap.starts_a_line or by_gap.doubt:
            return by_gap
        if _has_unknown_drugs(given, line):
            return _Verdict(starts_a_line=False, doubt=f"which drugs of {given.regimen} were given is not stated")
        return by_drugs

    def in_use(self, place: int) -> frozenset[str]:
        """The drugs of everything that is going on at a place, by the latest administration of each regimen."""
        drugs: frozenset[str] = frozenset()
        passed: set[str] = set()
        for earlier in range(place, -1, -1):
            course = _course_of(self.given[earlier])
            if course and course not in passed:
                passed.add(course)
                if earlier == place or self._goes_on(earlier, place):
                    drugs |= self.given[earlier].drugs
        return drugs

    def _goes_on(self, earlier: int, place: int) -> bool:
        """Whether a regimen that was given at an earlier place is going on at a later one."""
        latest = self.given[earlier]
        if latest.last is None:
            return True
        if latest.last != latest.first and precedes(self._history, self.given[place].first, latest.last):
            return True
        following = next((each for each in self.given[place + 1 :] if _course_of(each) == _course_of(latest)), None)
        if following is None:
            return days_from(self._history, latest.key, self.given[place].first) <= SAME_CYCLE_DAYS + PRECISION_DAYS
        return days_from(self._history, latest.key, following.first) <= LONGEST_CYCLE_DAYS + PRECISION_DAYS

    def _by_drugs(self, line: _Draft, place: int) -> _Verdict:
        """Whether drugs or radiotherapy begin a line, whatever the gap."""
        given, before, first = self.given[place], self.given[place - 1], line.given[0].first
        if given.drugs == before.drugs and given.with_radiotherapy == before.with_radiotherapy:
            return _NO_LINE
        if self._rules.maintenance and given.drugs and self._progressed(first, given.first):
            return _Verdict(starts_a_line=self.in_use(place) != self.in_use(place - 1))
        if days_from(self._history, first, given.first) <= self._rules.window_days + PRECISION_DAYS:
            return _NO_LINE
        if given.with_radiotherapy and not before.with_radiotherapy:
            courses = {_course_of(each) or each.first for each in line.given}
            return _Verdict(starts_a_line=(_course_of(given) or given.first) not in courses)
        if not given.drugs or (self._rules.maintenance and given.phase is Phase.MAINTENANCE):
            return _NO_LINE
        return self._by_added(line, given)

    def _progressed(self, first: str, given: str) -> bool:
        """Whether a progression came after the line's first dose and not after the next administration."""
        return any(
            precedes(self._history, first, key) and not precedes(self._history, given, key)
            for key in self._progressions
        )

    def _by_added(self, line: _Draft, given: Administration) -> _Verdict:
        """Whether a drug was added; in doubt where it may have been given before, or may not have been given now."""
        added = {drug for drug in given.drugs if self._is_added(drug, line.drugs)}
        if added:
            return _Verdict(starts_a_line=True, doubt=_not_stated(added, line) if added <= line.unsure else "")
        unsure = {drug for drug in given.unsure if self._is_added(drug, line.drugs | line.unsure)}
        if unsure:
            return _Verdict(
                starts_a_line=False, doubt=f"whether {_named(unsure)} was given in {given.first} is not stated"
            )
        return _NO_LINE

    def _is_added(self, drug: str, drugs: frozenset[str]) -> bool:
        return drug not in drugs and not any(drug in group and group & drugs for group in self._rules.substitutions)


def _course_of(given: Administration) -> str:
    """What tells one course of a regimen from another; empty for radiotherapy."""
    return given.start or given.regimen


def _not_stated(drugs: Iterable[str], line: _Draft) -> str:
    where = ", ".join(dict.fromkeys(each.regimen for each in line.given if each.unsure & frozenset(drugs)))
    return f"whether {_named(drugs)} went on in {where} is not stated"


def _named(drugs: Iterable[str]) -> str:
    return ", ".join(sorted(drugs))


def _has_unknown_drugs(given: Administration, line: _Draft) -> bool:
    """Whether another regimen goes on, whose drugs the source does not name."""
    return bool(given.regimen and not given.drugs) and given.regimen != line.given[-1].regimen


def _by_gap(history: History, before: Administration, given: Administration, rules: LineRules) -> _Verdict:
    """Judge the time from the last day of what was given before to the first day of what is given next."""
    if before.last is None:
        return _NO_LINE
    least, most = (
        None if days is None else days - before.last_days for days in pairs_of(history).bounds(before.last, given.first)
    )
    middle = days_from(history, before.last, given.first) - before.last_days
    certain = least is not None and most is not None and _too_long(least, rules) == _too_long(most, rules)
    if certain:
        return _Verdict(starts_a_line=_too_long(middle, rules))
    said = f"{'open' if least is None else f'{max(0.0, at_least(least)):.0f}'} to {'open' if most is None else f'{at_most(most):.0f}'} d"
    limit = f"{'from' if rules.gap_included else 'over'} {rules.gap_days:.0f} d"
    doubt = f"the gap before {given.first} is {said}, and {limit} starts a line"
    return _Verdict(starts_a_line=_too_long(middle, rules), doubt=doubt)


def _too_long(days: float, rules: LineRules) -> bool:
    """Days are compared to a microday: a bound that is exactly the limit is no longer than it."""
    return days >= rules.gap_days - PRECISION_DAYS if rules.gap_included else days > rules.gap_days + PRECISION_DAYS


def _add(history: History, line: _Draft, given: Administration) -> None:
    line.drugs |= given.drugs
    line.unsure |= given.unsure
    line.given.append(given)
    latest = line.latest
    if latest.last is None:
        return
    if given.last is None or days_from(history, latest.last, given.last) + given.last_days > latest.last_days:
        line.latest = given


def _line(history: History, named: tuple[int, RuleSet], draft: _Draft, *, counts: tuple[int, int]) -> LineOfTherapy:
    keys = {given.key for given in draft.given}
    under = {given.start for given in draft.given}
    return line_of(
        history,
        named,
        starts=[start for start in stated_by(history, RegimenStarted) if start.key in under],
        cycles=[cycle for cycle in stated_by(history, CycleGiven) if cycle.key in keys],
        radiotherapy=[course for course in stated_by(history, RadiotherapyGiven) if course.key in keys],
        given=[given.key for given in draft.given],
        doubt=f"{counts[0]} or {counted(counts[1], 'line')}: {'; '.join(draft.doubts)}" if draft.doubts else "",
    )
