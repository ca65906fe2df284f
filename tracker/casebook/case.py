"""A case as faces read it: the record, when everything was, and what follows from it. Refuses to change anything.

Everything that costs time is computed when it is first asked for, and once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import structs

from tracker.decisions.refused import Refused
from tracker.projections.differences import Reference, sheet_against
from tracker.projections.history import History, history_of
from tracker.projections.months import Frame, each_month, month_range, months_of
from tracker.projections.picture import Picture
from tracker.projections.pictures import picture_of
from tracker.projections.record import Record
from tracker.projections.sheet import Sheet
from tracker.projections.sheets import each_sheet, sheet_of
from tracker.values.durations import DEFAULT_TOLERANCE

if TYPE_CHECKING:
    from tracker.projections.cells import Cell
    from tracker.projections.chronicle import Chronicle
    from tracker.projections.discrepancies import Discrepancy
    from tracker.projections.intervals.interval import Conventions
    from tracker.projections.passages import Document
    from tracker.projections.provenance import Provenance
    from tracker.projections.rows.timeline import TimelineRow

    ReadDocuments = Callable[[Iterable[str]], Mapping[str, Document]]
    """Reads what there is of documents, by digest."""


class Case:
    """One case, finished; threads may share it once it is loaded."""

    def __init__(
        self,
        record: Record,
        tolerance: float = DEFAULT_TOLERANCE,
        as_recorded: str | None = None,
        documents: "ReadDocuments | None" = None,
    ) -> None:
        self.record = record
        self.tolerance = tolerance
        self.as_recorded = as_recorded
        """The instant, as the log writes it, after which nothing is told; None tells everything."""
        self._read_documents = documents
        self.refuse_unreadable: Callable[[], None] | None = None
        """Asked where the history cannot be told: names the line of the log that is to blame, if one is."""

    @property
    def patient(self) -> str:
        """Whose case it is."""
        return self.record.patient

    @property
    def version(self) -> int:
        """The last version of its stream that was read."""
        return self.record.version

    @cached_property
    def history(self) -> History:
        """The facts in the order of living.

        Raises:
            StoreRefused: at a line of the log that was changed, so that what it says cannot be placed.
        """
        try:
            return history_of(self.record, tolerance=self.tolerance)
        except Exception:
            if self.refuse_unreadable is not None:
                self.refuse_unreadable()
            raise

    @cached_property
    def _frames(self) -> dict[bool, tuple[Frame, ...]]:
        return {}

    def frames(self, *, known: bool = False) -> tuple[Frame, ...]:
        """One finished frame per month, from the first to the last.

        Args:
            known: Fold into every month only what the treating team could know by its end.
        """
        if known not in self._frames:
            self._frames[known] = months_of(self.history, known=known)
        return self._frames[known]

    def sheets(self, *, known: bool = False) -> tuple[Sheet, ...]:
        """One finished sheet per month, laid out by screens and printed by `tracker show`.

        A month that was known as it was true has one sheet, not two, and the frames of what was known then are not kept:
        of a long chart they are megabytes, and seldom asked for again.
        """
        if known not in self._sheets:
            frames = each_month(self.history, known=True) if known else self.frames()
            true = {sheet.month: sheet for sheet in self.sheets()} if known else {}
            each = ((sheet, true.get(sheet.month)) for sheet in each_sheet(self.history, frames))
            self._sheets[known] = tuple(same if same is not None and same == sheet else sheet for sheet, same in each)
        return self._sheets[known]

    def against(self, sheet: Sheet, reference: Reference, *, known: bool = False) -> Sheet:
        """A sheet of this case with what differs from a reference; one month costs what one month shows.

        Args:
            sheet: One of `sheets`.
            reference: What to compare with.
            known: Of which `sheets` it is one.
        """
        frames = self.frames(known=known)
        return sheet_against(self.history, frames[sheet.month - frames[0].month], sheet, reference)

    @cached_property
    def _sheets(self) -> dict[bool, tuple[Sheet, ...]]:
        return {}

    def frame(self, month: int | None = None, *, known: bool = False) -> Frame:
        """One month; the last one unless it is named.

        Raises:
            Refused: for a month that the case does not have.
        """
        frames = self.frames(known=known)
        if not frames:
            raise Refused(f"{self.patient} has no clinical fact, and so no month to show")
        self._refuse_no_month(month)
        return frames[-1] if month is None else frames[month - frames[0].month]

    def sheet(self, frame: Frame) -> Sheet:
        """The sheet of one month."""
        return sheet_of(self.history, frame)

    def shown(self, frame: Frame) -> dict[str, Any]:
        """One month as a plain object, the JSON of `tracker show`."""
        from tracker.projections.shown import show_of  # noqa: PLC0415 - screens and text need no such object

        return show_of(self.history, frame)

    @property
    def documents(self) -> "Mapping[str, Document]":
        """What there is of the documents that facts name, by digest: read anew, for one may be attached meanwhile."""
        from tracker.projections.provenance import documents_named  # noqa: PLC0415 - most commands show no source

        return {} if self._read_documents is None else self._read_documents(documents_named(self.record))

    def provenance(self, key: str, *, month: int | None = None, known: bool = False) -> "Provenance":
        """Everything behind a fact.

        Args:
            key: Of a fact that stands.
            month: Tell of its time no more than this month may; None tells everything.
            known: As the treating team knew it then.

        Raises:
            KeyError: for a key that does not stand.
        """
        from tracker.projections.provenance import Horizon, provenance_of  # noqa: PLC0415 - as above

        horizon = None
        if month is not None:
            frame = self.frame(month, known=known)
            end = self.history.calendar.date_of(frame.end_day)
            told = frozenset(placed.event.key for placed in frame.folded)
            horizon = Horizon(frame.end_day, told, "" if end is None else end.isoformat())
        return provenance_of(self.history, key, self.documents, horizon)

    @cached_property
    def picture(self) -> Picture:
        """The whole case as things to draw."""
        return picture_of(self.history)

    @cached_property
    def chronicle(self) -> "Chronicle":
        """Everything in the record, in lanes."""
        from tracker.projections.chronicles import chronicle_of  # noqa: PLC0415 - only the timeline draws it

        return chronicle_of(self.history)

    def baseline(self, *, month: int | None = None, known: bool = False) -> dict[str, str]:
        """How the patient stood before the first dose, as far as a month tells it, or as a whole; `known` as in `laid_out`."""
        from tracker.projections.baseline import baseline_of  # noqa: PLC0415 - only a comparison asks for it

        return baseline_of(self.history.cut(month, known=known))

    def timeline(self, *, month: int | None = None, known: bool = False) -> "tuple[TimelineRow, ...]":
        """Every standing fact with its bounds.

        Args:
            month: Only what was true by its end; what is said about the record has no such time. None is the whole case.
            known: Leave out what the treating team could not know by the end of that month.

        Raises:
            Refused: for a month that the case does not have.
        """
        from tracker.projections.rows.timeline import derive_timeline  # noqa: PLC0415 - screens need no rows

        rows = derive_timeline(self._cut(month, known=known))
        return rows if month is None else tuple(row for row in rows if row.month is not None and row.month <= month)

    def laid_out(
        self, conventions: "Conventions | None" = None, *, month: int | None = None, known: bool = False
    ) -> "tuple[Cell, ...]":
        """The case phase by phase, each cell with its bounds and sources; the arguments are those of `intervals`."""
        from tracker.projections.comparison import lay_out  # noqa: PLC0415 - most commands compare nothing
        from tracker.projections.intervals.interval import DEFAULT_CONVENTIONS  # noqa: PLC0415 - as above

        return lay_out(self._cut(month, known=known), conventions or DEFAULT_CONVENTIONS)

    def intervals(
        self, conventions: "Conventions", *, month: int | None = None, known: bool = False, all_readings: bool = True
    ) -> tuple[dict[str, Any], ...]:
        """Every interval and endpoint as rows, in months.

        Args:
            conventions: How lines are counted, how long a month is.
            month: As if the data had been cut off at its end; None is the whole case.
            known: Leave out what the treating team could not know by the end of that month.
            all_readings: Add the rows that differ under another reading of an ambiguous time.

        Raises:
            Refused: for a month that the case does not have.
        """
        from tracker.projections.intervals.readings import intervals_of  # noqa: PLC0415 - most commands need no interval
        from tracker.projections.intervals.shown import row_of  # noqa: PLC0415 - as above

        self._refuse_no_month(month)
        found = intervals_of(self.history, conventions, month=month, known=known, all_readings=all_readings)
        return tuple(row_of(self.patient, interval, conventions) for interval in found)

    def _cut(self, month: int | None, *, known: bool) -> History:
        self._refuse_no_month(month)
        return self.history.cut(month, known=known)

    def _refuse_no_month(self, month: int | None) -> None:
        months = month_range(self.history.facts) if month is not None and self.history.facts else range(0)
        if month is not None and month not in months:
            raise Refused(
                f"{self.patient} runs from M{months.start} to M{months.stop - 1}; there is no month {month}"
                if months
                else f"{self.patient} has no clinical fact, and so no month to show"
            )

    @cached_property
    def discrepancies(self) -> "tuple[Discrepancy, ...]":
        """Everything that does not fit, is doubtful or is missing, at face value and rounded to the month."""
        return self._discrepancies((0.0, DEFAULT_TOLERANCE))

    @cached_property
    def untimed(self) -> dict[str, tuple[str, ...]]:
        """The facts without a time of their own, each with the facts that it is about."""
        from tracker.projections.discrepancies import untimed_in  # noqa: PLC0415 - as below

        return untimed_in(self.record)

    def check(self, tolerances: Sequence[float] = (0.0, DEFAULT_TOLERANCE)) -> tuple[dict[str, Any], ...]:
        """The discrepancies as rows, one per tolerance where it depends on one."""
        return tuple(
            {name: _as_plain(value) for name, value in structs.asdict(found).items()}
            for found in self._discrepancies(tuple(tolerances))
        )

    def _discrepancies(self, tolerances: tuple[float, ...]) -> "tuple[Discrepancy, ...]":
        from tracker.projections.discrepancies import discrepancies_in  # noqa: PLC0415 - most commands check nothing

        return discrepancies_in(self.history, tolerances)


def _as_plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    return list(value) if isinstance(value, tuple) else value
