"""Zoom: how many months chart, lanes and scrub bar show, and which of them around the cursor.

Refuses to remember where it was: the months in sight follow from the cursor alone, so that there and back is the same.
"""

SPANS = (1, 3, 6, 12, 24, 60, 120)
"""Months in sight, from nearest to farthest; farther than all of them is the whole case."""
_USUAL = 12


def nearer(span: int | None, months: int) -> int | None:
    """The next shorter span; the shortest stays.

    >>> nearer(None, 29), nearer(24, 29), nearer(1, 29), nearer(None, 1)
    (24, 12, 1, None)
    """
    now = months if span is None else span
    shorter = [each for each in SPANS if each < now]
    return shorter[-1] if shorter else span


def farther(span: int | None, months: int) -> int | None:
    """The next longer span, None for the whole case.

    >>> farther(12, 29), farther(24, 29), farther(None, 29)
    (24, None, None)
    """
    if span is None:
        return None
    return next((each for each in SPANS if span < each < months), None)


def toggled(span: int | None, months: int) -> int | None:
    """From the whole case to a year around the cursor, or as near to a year as the case is longer than; and back."""
    if span is not None:
        return None
    return next((each for each in reversed(SPANS) if each <= _USUAL and each < months), None)


def window(index: int, span: int | None, months: int) -> range:
    """The months in sight, by index: they stay while the cursor moves among them and go on by half a span.

    >>> window(8, 12, 29), window(9, 12, 29), window(28, 12, 29), window(0, 3, 29), window(5, None, 29)
    (range(0, 12), range(6, 18), range(17, 29), range(0, 3), range(0, 29))
    """
    if span is None or span >= months:
        return range(months)
    step = max(span // 2, 1)
    begin = (index - (span - step) // 2) // step * step
    begin = min(max(begin, 0), months - span)
    return range(begin, begin + span)


def months_text(first: int, last: int) -> str:
    """The months in sight.

    >>> months_text(3, 14), months_text(8, 8)
    ('M3–M14', 'M8')
    """
    return f"M{first}" if first == last else f"M{first}–M{last}"
