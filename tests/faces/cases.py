"""A made-up case for the screens: finished values, no fold behind them."""

from collections.abc import Sequence
from typing import Any, TypedDict

from msgspec import Struct
from msgspec.structs import replace

from tests.faces.pictures import CHRONICLE, LAST, MONTH, PICTURE
from tracker.casebook.news import News
from tracker.projections.cells import Cell
from tracker.projections.chronicle import Chronicle
from tracker.projections.chronology import Placement
from tracker.projections.differences import Reference
from tracker.projections.moments import age_text
from tracker.projections.particulars import Particular
from tracker.projections.passages import Document, passage_of
from tracker.projections.picture import Picture
from tracker.projections.provenance import Place, Provenance
from tracker.projections.sheet import EventLine, LabLine, Sheet, StateLine

DOCUMENT = "a" * 64
REPORT = "The scan told of a death to come."


class MadeUpFinding(Struct, frozen=True):
    """A discrepancy."""

    severity: str
    events: tuple[str, ...]
    rule: str = "reader-noted"
    summary: str = "something is said twice, and not the same"


class MadeUpCase:
    """A case of 25 months: a course, a progression at M8, a second course, a death at M24."""

    as_recorded: str | None = None
    version = 1

    def __init__(self, patient: str = "made-up") -> None:
        self.patient = patient
        self.discrepancies = (MadeUpFinding("warning", ("scan-8",)), MadeUpFinding("error", ("dx",)))

    @property
    def untimed(self) -> dict[str, tuple[str, ...]]:
        """Nothing is without a time."""
        return {}

    def sheets(self, *, known: bool = False) -> tuple[Sheet, ...]:
        """One a month; the scan of M8 is known in M9."""
        return tuple(sheet_of(self.patient, month, known=known) for month in range(LAST + 1))

    def against(self, sheet: Sheet, reference: Reference, *, known: bool = False) -> Sheet:
        """A sheet whose ECOG was another at the reference."""
        was = "" if reference is Reference.OFF else "0"
        state = tuple(replace(line, was=was) if line.label == "ECOG" else replace(line, was="") for line in sheet.state)
        return replace(sheet, state=state, reference=reference.value + " then" * known)

    @property
    def documents(self) -> dict[str, Document]:
        """One, with a made-up text."""
        return {DOCUMENT: Document(sha256=DOCUMENT, citation="A made-up report", text=REPORT)}

    def provenance(self, key: str, *, month: int | None = None, known: bool = False) -> Provenance:
        """Any fact; the text is the same behind all of them."""
        del known
        return Provenance(
            key=key,
            kind="made up",
            summary=f"what {key} says",
            particulars=(Particular(label="value", text="12"),),
            times=(Particular(label="latest", text="M30" if month is None else "later than this month"),),
            sources=(
                Place(
                    document=DOCUMENT,
                    locator="§1 ¶1",
                    span=(4, 9),
                    citation="A made-up report",
                    passage=passage_of(REPORT, "§1 ¶1", (4, 9)),
                ),
            ),
            recorded=(Particular(label="recorded", text="2025-01-01 00:00:00 UTC by tests"),),
            corrections=(),
        )

    @property
    def picture(self) -> Picture:
        """As the sheets."""
        return PICTURE

    @property
    def chronicle(self) -> Chronicle:
        """As the picture."""
        return CHRONICLE

    def laid_out(self, *, month: int | None = None, known: bool = False) -> tuple[Cell, ...]:
        """The baseline, and from M8 on a line."""
        del known
        cells = [Cell(phase="baseline", item="performance status", text="ECOG 2", events=("dx",), sources=())]
        if month is None or month >= 8:
            text = f"first progression of {self.patient}"
            cells.append(Cell(phase="line 1", item="progression", text=text, events=("pd",), sources=()))
        return tuple(cells)

    def baseline(self, *, month: int | None = None, known: bool = False) -> dict[str, str]:
        """How the patient stood; nobody is like another one, and M0 does not tell it yet."""
        return {} if month == 0 else {"ECOG": str(len(self.patient) % 5), "LDH": "known" if known else "now"}


class MadeUpLibrary:
    """Some made-up cases."""

    def __init__(self, *patients: str) -> None:
        self._patients = patients or ("made-up", "other")

    def patients(self) -> tuple[dict[str, Any], ...]:
        """Their rows."""
        return tuple(
            {
                "patient": patient,
                "sex": "male",
                "age": 51,
                "diagnosis": "nasopharyngeal carcinoma",
                "de_novo_metastatic": True,
                "first_month": 0,
                "last_month": LAST,
                "facts": 9,
                "origin_date": None,
            }
            for patient in self._patients
        )

    def strips(self, patients: Sequence[str]) -> dict[str, Picture]:
        """The same for all of them."""
        return dict.fromkeys(patients, PICTURE)

    def case(self, patient: str) -> MadeUpCase:
        """Any of them."""
        return MadeUpCase(patient)

    def head(self) -> int:
        """Nothing is recorded."""
        return 1

    def since(self, patient: str, version: int) -> tuple[News, ...]:
        """Nobody records anything."""
        del patient, version
        return ()


class Aged(TypedDict):
    """An age, and how it is told."""

    age_days: float
    age: str


def aged(days: float) -> Aged:
    """As old as this."""
    return {"age_days": days, "age": age_text(days)}


def sheet_of(patient: str, month: int, *, known: bool = False) -> Sheet:
    """A month."""
    scan = 9 if known else 8
    events = {
        0: (("dx", "DX", "nasopharyngeal carcinoma"), ("l1", "START", "GP + tislelizumab, cycle 1 to come")),
        3: (("lab-3", "LAB", "EBV-DNA < 500 copies/mL"),),
        scan: (("scan-8", "SCAN", "CT: axillary node 24 mm [NEW]"), ("pd", "PD", "first progression")),
        12: (("lab-12", "LAB", "EBV-DNA 2.63e5"),),
        24: (("death", "DEATH", "infection"),),
    }.get(month, ())
    progressed = month >= scan
    return Sheet(
        patient=patient,
        identity="male, 51 y  nasopharyngeal carcinoma, de novo metastatic",
        month=month,
        label=f"M{month}",
        start_day=month * MONTH,
        end_day=(month + 1) * MONTH,
        state=(
            StateLine(label="Stage", text="IVB (AJCC 8)", keys=("dx",)),
            StateLine(label="ECOG", text="2", **aged(month * MONTH + 30)),
            StateLine(
                label="Line",
                text="2 since ≈M8.4" if progressed else "1 since M0.2",
                was="1" if month == scan else "",
                approximate=month == scan,
            ),
            *([StateLine(label="Lesions", text="axillary node 24 mm", mark="NEW")] if progressed else []),
        ),
        labs=(
            LabLine(
                analyte="EBV-DNA",
                value="6.15e5" if month < 3 else "< 500",
                unit="copies/mL",
                change="" if month < 3 else "▼ 99 %",
                **aged((month % 3) * MONTH),
                this_month=month in (0, 3),
                series=(615000.0, 500.0)[: 1 + (month >= 3)],
            ),
            LabLine(analyte="Hb", value="61", unit="g/L", flag="L", grade="G3", **aged(month * MONTH + 30)),
        ),
        events=tuple(
            EventLine(
                key=key,
                when=f"≈M{month}.3",
                kind=kind,
                text=text,
                certain=False,
                names=("PD1",) if key == "pd" else (),
                occurred=Placement((month + 0.1) * MONTH, (month + 0.5) * MONTH, (month + 0.3) * MONTH),
            )
            for key, kind, text in events
        ),
        possible=(EventLine(key="decline", when="≈M20.1", kind="ECOG", text="decline", possible=True),)
        if month in (18, 19)
        else (),
        badge="✝ dead" if month == LAST else "▲ PD1" if progressed else "",
    )
