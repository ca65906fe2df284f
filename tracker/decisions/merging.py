"""Three versions of a form put together: as it was opened, as it was typed into, as it would be opened now.

Refuses to say of one thing what was typed for another: entries of lists are put together only where they are the same
ones, and fields that mean nothing without each other only as one.
"""

from collections.abc import Mapping, Sequence

from tracker.decisions.filled import at
from tracker.decisions.form import Filled, Path, Values

_TOGETHER: tuple[frozenset[str], ...] = (
    frozenset({
        "analyte", "what", "result", "value", "comparator", "unit", "word", "word_means", "reference_low", "reference_high"
    }),
    frozenset({"dose", "dose_most", "unit", "per", "times_per_day", "days"}),
    frozenset({"dose_gy", "fractions"}),
    frozenset({"mm", "axis", "perpendicular_mm"}),
    frozenset({"name", "laterality", "code"}),
    frozenset({"grade", "grade_most", "ctcae_version"}),
    frozenset({"t", "n", "m", "group", "system", "edition"}),
    frozenset({"from", "to", "stated"}),
)  # fmt: skip
"""Fields that mean nothing without each other: a number and its unit, the two diameters of a lesion, a category and its edition."""

_IDENTITIES = (("drug",), ("lesion",), ("item",), ("column",), ("modality", "region"), ("name",))
"""What tells an entry of a list from the others, the first that the entry has."""


def taken_up(begun: Values, typed: Values, standing: Values) -> tuple[Values, tuple[Path, ...]]:
    """What was typed upon one version of a fact, put upon the version that stands now.

    A field that was not touched says what stands now; one that was touched alone says what was typed. Where both changed
    it, what was typed stays, and the path is returned. Fields that mean nothing without each other count as one. A list
    is one field too, unless its entries are the same ones in the same places in all three.

    Args:
        begun: What the form said when it was opened.
        typed: What was typed then.
        standing: What it would say if it were opened now. All three have the same fields.
    """
    both: list[Path] = []
    return _fields(begun, typed, standing, (), both), tuple(both)


def undecided(both: Sequence[Path], opened: Values, values: Values) -> tuple[Path, ...]:
    """Those paths at which nothing was changed since a form was opened.

    Where entries of a list came or went, a place may be another entry's: the whole list is undecided then.
    """
    return tuple(dict.fromkeys(left for path in both for left in _left(path, opened, values)))


def differing(both: Sequence[Path], one: Values, other: Values) -> tuple[Path, ...]:
    """Those paths at which two fillings of a form differ, or at which one of them has no place."""
    return tuple(path for path in both if _said(one, path) is None or _said(one, path) != _said(other, path))


def _left(path: Path, opened: Values, values: Values) -> tuple[Path, ...]:
    for length in range(1, len(path)):
        before, after = _said(opened, path[:length]), _said(values, path[:length])
        if isinstance(before, list) and isinstance(after, list) and len(before) != len(after):
            return (path[:length],)
    return (path,) if _said(opened, path) == _said(values, path) else ()


def _said(values: Values, path: Path) -> "Filled | None":
    try:
        return at(values, path)
    except LookupError:
        return None


def _fields(
    begun: Mapping[str, Filled],
    typed: Mapping[str, Filled],
    standing: Mapping[str, Filled],
    path: Path,
    both: list[Path],
) -> Values:
    merged: Values = {}
    for name in standing:
        if name in merged:
            continue
        names = next((found for each in _TOGETHER if name in each and len(found := each & standing.keys()) > 1), {name})
        was, says, stands = (
            {each: form[each] for each in standing if each in names} for form in (begun, typed, standing)
        )
        if says in (was, stands):
            merged.update(stands)
        elif was == stands:
            merged.update(says)
        elif len(names) == 1:
            merged[name] = _merged(was[name], says[name], stands[name], (*path, name), both)
        else:
            both.extend((*path, each) for each in says if says[each] != stands[each])
            merged.update(says)
    return {name: merged[name] for name in standing}


def _merged(begun: Filled, typed: Filled, standing: Filled, path: Path, both: list[Path]) -> Filled:
    """One field that both changed."""
    match begun, typed, standing:
        case dict(), dict(), dict():
            return _fields(begun, typed, standing, path, both)
        case list(), list(), list() if (entries := _same_entries(begun, typed, standing)) is not None:
            return [_fields(*three, (*path, place), both) for place, three in enumerate(entries)]
    both.append(path)
    return typed


def _same_entries(*lists: list[Filled]) -> list[tuple[Values, Values, Values]] | None:
    """The entries of three lists place by place, where each place is the same one's in all of them; else None."""
    named = [[_identity(entry) for entry in entries] for entries in lists]
    first = named[0]
    if any(other != first for other in named) or None in first or len({*first}) != len(first):
        return None
    return [
        (begun, typed, standing)
        for begun, typed, standing in zip(*lists, strict=True)
        if isinstance(begun, dict) and isinstance(typed, dict) and isinstance(standing, dict)
    ]


def _identity(entry: Filled) -> tuple[str, ...] | None:
    """What tells an entry from the others of its list; None where nothing does."""
    if not isinstance(entry, dict):
        return None
    names = next((each for each in _IDENTITIES if entry.keys() >= {*each}), ())
    said = tuple(str(entry[name]).strip() for name in names)
    return said if any(said) else None
