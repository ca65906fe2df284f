"""Contradictions of times: the total that does not fit, the chain that says so, by how much. Refuses to choose who is right.

Parts that exceed a total are the usual case: the chain is the cycle of conditions that cannot all hold, its total the
one with a positive upper side of best basis, then the longest.
"""

from collections.abc import Iterable, Sequence
from math import inf

from msgspec import Struct

from tracker.events.deliberation import IntervalStated
from tracker.projections.conditions import REFERENCES, Condition, Field, owner_of
from tracker.projections.groups import Group
from tracker.projections.network import EPSILON, Constraint, Network, SetAside, Side
from tracker.values.durations import DAYS_PER_MONTH
from tracker.values.when import AtOrigin, AtPublication, FromAnchor, Lasting, OnDates, OnDays


class Link(Struct, frozen=True):
    """One condition of a chain."""

    key: str
    """The fact that says it."""
    field: str
    """`known`, `lasting` or `occurred`; `stated` for a stated interval."""
    text: str
    """As a reader would say it, such as `death: 21 mo after dx (stated)`."""


class Contradiction(Struct, frozen=True):
    """Conditions that cannot all hold. One per total: every condition set aside because of it is in the chain."""

    total: Link
    chain: tuple[Link, ...]
    """The total first, then what speaks against it in order of time."""
    excess_days: float
    """What all other conditions force between the ends of the total, minus the total at its longest."""
    tolerance: float
    keys: tuple[str, ...]
    """Facts that the chain touches, in order of the chain."""
    set_aside: tuple[Link, ...]
    """The conditions that had to be moved."""
    joined: tuple[str, ...]
    """Facts that the moved conditions join: marked contradictory."""

    @property
    def excess_months(self) -> float:
        """The excess in months of 30.4375 d."""
        return self.excess_days / DAYS_PER_MONTH


def contradictions_of(groups: Iterable[Group], tolerance: float) -> tuple[Contradiction, ...]:
    """Every contradiction of the groups, in the order in which their totals enter."""
    found: list[tuple[Condition, Contradiction]] = []
    for group in groups:
        by_total: dict[int, list[SetAside]] = {}
        sides: dict[int, Side] = {}
        for misfit in group.set_aside:
            side = _total(group, misfit)
            sides.setdefault(side.constraint, side)
            by_total.setdefault(side.constraint, []).append(misfit)
        for total, misfits in by_total.items():
            excess = _excess(group, sides[total], misfits)
            found.append((group.conditions[total], _contradiction(group, sides[total], misfits, excess, tolerance)))
    return tuple(contradiction for _, contradiction in sorted(found, key=lambda pair: pair[0].order))


def _reach(group: Group, side: Side) -> float:
    return group.constraints[side.constraint].reach(upper=side.upper)


def _total(group: Group, misfit: SetAside) -> Side:
    """The total of a cycle; the condition set aside itself where no side of the cycle is a positive upper bound."""
    cycle = (misfit.side, *misfit.chain)
    candidates = [side for side in cycle if _reach(group, side) > EPSILON]
    return min(
        candidates,
        key=lambda side: (group.conditions[side.constraint].basis.rank, -_reach(group, side), side.constraint),
        default=misfit.side,
    )


def _excess(group: Group, total: Side, misfits: Sequence[SetAside]) -> float:
    """Days by which everything else exceeds the total."""
    moved = max(misfit.moved_days for misfit in misfits)
    if _reach(group, total) <= EPSILON:
        return moved
    others: list[Constraint | None] = list(group.constraints)
    others[total.constraint] = None
    excess = _forced_beyond(group, total, others)
    if excess is not None:
        return max(excess, moved) if excess <= EPSILON else excess
    aside = {misfit.side.constraint for misfit in group.set_aside}
    standing = [None if index in aside else constraint for index, constraint in enumerate(others)]
    found = []
    for misfit in misfits:
        with_this = standing.copy()
        this = misfit.side.constraint
        with_this[this] = others[this]
        found.append(_forced_beyond(group, total, with_this) or 0.0)
    return max((excess for excess in found if excess > EPSILON), default=moved)


def _forced_beyond(group: Group, total: Side, others: Sequence[Constraint | None]) -> float | None:
    """How far the others force the ends of the total beyond it; None where the others are inconsistent themselves."""
    network = Network(len(group.points) + 1, group.structure)
    if not network.holds(others):
        return None
    constraint = group.constraints[total.constraint]
    tail, head = (constraint.tail, constraint.head) if total.upper else (constraint.head, constraint.tail)
    least = network.between(tail, head)[0]
    return 0.0 if least == -inf else least - _reach(group, total)


def _contradiction(
    group: Group, total: Side, misfits: Sequence[SetAside], excess: float, tolerance: float
) -> Contradiction:
    chain: dict[int, None] = {total.constraint: None}
    for misfit in misfits:
        cycle = [misfit.side, *misfit.chain]
        places = [side.constraint for side in cycle]
        first = places.index(total.constraint)
        # The cycle runs forward along the total and back in time along the parts.
        chain.update(dict.fromkeys(reversed(places[first + 1 :] + places[:first])))
    conditions = [group.conditions[index] for index in chain]
    aside = [group.conditions[misfit.side.constraint] for misfit in misfits]
    return Contradiction(
        total=_link(conditions[0]),
        chain=tuple(_link(condition) for condition in conditions),
        excess_days=excess,
        tolerance=tolerance,
        keys=_facts_of(conditions),
        set_aside=tuple(_link(condition) for condition in aside),
        joined=_facts_of(aside),
    )


def _facts_of(conditions: Iterable[Condition]) -> tuple[str, ...]:
    facts: dict[str, None] = {}
    for condition in conditions:
        for key in (condition.key, owner_of(condition.tail), owner_of(condition.head)):
            if key not in REFERENCES:
                facts[key] = None
    return tuple(facts)


def _link(condition: Condition) -> Link:
    field = "stated" if isinstance(condition.said, IntervalStated) else condition.field.name.lower()
    prefix = "known " if condition.field is Field.KNOWN else ""
    return Link(condition.key, field, f"{condition.key}: {prefix}{_said(condition)} ({condition.basis.value})")


def _said(condition: Condition) -> str:
    match condition.said:
        case AtOrigin():
            return "at the origin"
        case AtPublication():
            return "at publication"
        case OnDates(first=first, last=last):
            return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"
        case OnDays(least=least, most=most):
            return f"day {least:g}" if least == most else f"day {least:g} to {most:g}"
        case IntervalStated(from_=tail, to=head, stated=stated):
            return f"{stated} from {tail} to {head}"
        case Lasting(stated=stated, at_least=least, at_most=most):
            return f"lasting {stated or _range(least, most)}"
        case FromAnchor():
            return _from_anchor(condition.said)


def _range(least: str | None, most: str | None) -> str:
    if least is not None and most is not None:
        return f"{least} to {most}"
    return f"at least {least}" if most is None else f"at most {most}"


def _from_anchor(bound: FromAnchor) -> str:
    anchor = bound.anchor
    if bound.rounded is not None:
        before = bound.least is not None and bound.least < 0
        return f"{bound.rounded.count:g} {bound.rounded.unit} {'before' if before else 'after'} {anchor}"
    match bound.least, bound.most:
        case (0.0, 0.0):
            return f"with {anchor}"
        case (0.0, None):
            return f"not before {anchor}"
        case (None, 0.0):
            return f"not after {anchor}"
        case (None, most):
            return f"at least {abs(most or 0.0):g} d before {anchor}"
        case (least, None):
            return f"at least {least:g} d after {anchor}"
        case (least, most) if (most or 0.0) <= 0 and (least or 0.0) < 0:
            return f"{abs(most or 0.0):g} to {abs(least or 0.0):g} d before {anchor}"
        case (least, most):
            return f"{least:g} to {most:g} d after {anchor}"
