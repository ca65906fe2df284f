"""What a month looks like in words: the finished lines that the terminal, `tracker show` and exports print alike.

Faces lay these lines out and compute nothing. Refuses to carry a value forward silently: every line has its age.
"""

from msgspec import Struct


class StateLine(Struct, frozen=True, kw_only=True):
    """One line of the state panel, such as `Stage  IVB (AJCC 8)  was III`."""

    label: str
    """Lines that belong together follow each other and have the same one."""
    text: str
    was: str = ""
    """What it was at the end of the month before, where it changed; empty where it did not."""
    mark: str = ""
    """`NEW`, `GONE`, `▲`, `▼`, `=` or empty."""
    age_days: float | None = None
    """How old the fact is at the end of the month, by estimate; None where age means nothing (a diagnosis, a death)."""
    approximate: bool = False
    """The fact may not have happened by the end of the month (`≈`)."""
    contradictory: bool = False
    keys: tuple[str, ...] = ()
    full: str = ""
    """The value unabbreviated, such as the names of drugs in full; empty where nothing is abbreviated."""


class LabLine(Struct, frozen=True, kw_only=True):
    """One line of the laboratory panel: the last result of an analyte."""

    analyte: str
    value: str
    """`2.63e3`, `< 500`, or the source's word in quotation marks where it gives no number."""
    unit: str
    flag: str = ""
    """`H` or `L`, only with a basis."""
    flag_basis: str = ""
    """`reference range` or the source's word."""
    grade: str = ""
    """`G3`, `G1 by word`, `not gradable` or empty where the analyte has no grades."""
    change: str = ""
    """Against the result before it: `▼ 99 %`, `▲ ×20`, `= 0 %`; empty where that one is no number in the same unit."""
    age_days: float | None = None
    this_month: bool = False
    approximate: bool = False
    series: tuple[float, ...] = ()
    """The last numeric results in the unit of the last one, in order of living, for a sparkline."""
    word: str = ""
    """The source's own word, beside the number where it gives both."""
    key: str = ""


class EventLine(Struct, frozen=True, kw_only=True):
    """One event of the month."""

    key: str
    when: str
    """`M8.3`, `≈M8.3` or `2023-08-12`; of a possible event from when on it is possible, `≥M8.3` or `open`."""
    kind: str
    """`DX`, `SCAN`, `LAB`, `PD`, `START`, `CYCLE`, `RT`, `AE` … at most 6 characters."""
    text: str
    certain: bool = True
    possible: bool = False
    """Its earliest day is past but its estimate is not: listed, not folded."""
    late: bool = False
    """Known only later than it happened."""
    corrected: bool = False
    contradictory: bool = False


class Sheet(Struct, frozen=True, kw_only=True):
    """One month, finished."""

    patient: str
    identity: str
    """`M 51  nasopharyngeal carcinoma, de novo metastatic`."""
    month: int
    label: str
    """`M8`, in a dated case `M8 · to 2023-08-31`."""
    start_day: float
    end_day: float
    state: tuple[StateLine, ...]
    labs: tuple[LabLine, ...]
    events: tuple[EventLine, ...]
    possible: tuple[EventLine, ...]
    badge: str = ""
    """The latest progression or the death, such as `▲ PD1`."""
