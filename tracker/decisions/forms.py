"""The form of every event that a person may enter, generated from its class. Refuses a field that it has no kind for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from functools import lru_cache
from typing import cast

from msgspec import NODEFAULT, Struct, inspect, structs

from tracker.decisions.form import Completion, FieldKind, Form, FormField
from tracker.events.catalogue import FACT_CLASSES, wire_name
from tracker.events.deliberation import ReadingSelected
from tracker.events.treatment import RegimenStarted
from tracker.values.durations import DURATION_PATTERN
from tracker.values.identifiers import ANCHOR_PATTERN, KEY_PATTERN
from tracker.values.said_lengths import LENGTHS
from tracker.values.said_times import FORMS
from tracker.values.when import Lasting, Timing

ENTERED_CLASSES: Mapping[str, type[Struct]] = {
    wire_name(kind): kind for kind in (*FACT_CLASSES, cast("type[Struct]", ReadingSelected))
}
"""What a person may enter, by wire name, in the order of the catalogue."""

SOUGHT_BY: Mapping[str, str] = {
    "patient-registered": "demographics age sex gender race past family history comorbidity smoking new patient",
    "cancer-diagnosed": "diagnosis tumor tumour carcinoma metastasis recurrence relapse primary icd",
    "stage-assigned": "tnm staging ajcc uicc",
    "pathology-reported": "biopsy histology specimen immunohistochemistry ihc pd-l1 eber marker mutation genetics molecular",
    "lab-resulted": "laboratory blood count hemoglobin haemoglobin tumor marker serum ebv dna result test",
    "measurement-taken": "bmi temperature pulse blood pressure vitals vital signs",
    "scan-reported": "imaging ct mri pet pet-ct ultrasound x-ray radiology bone scan lesion size restaging",
    "finding-noted": "symptom pain examination physical palpable complaint lesion",
    "performance-assessed": "ecog karnofsky ps performance status",
    "regimen-started": "chemotherapy immunotherapy targeted therapy treatment drugs line start begin",
    "regimen-held": "pause interruption delay interrupted paused",
    "regimen-resumed": "restart continued rechallenge resumed",
    "regimen-stopped": "end discontinued stop switched finished",
    "cycle-given": "chemotherapy dose administration infusion treatment drugs given course",
    "radiotherapy-given": "radiation rt irradiation imrt brachytherapy gray gy fractions treatment chemoradiation",
    "procedure-performed": "operation resection puncture drainage stent supportive medication",
    "response-assessed": "remission recist cr pr sd pd restaging",
    "progression-declared": "relapse recurrence pd spread new lesion",
    "adverse-event-noted": "toxicity side effect ctcae grade complication myelosuppression nausea",
    "decision-recorded": "tumor board tumour board mdt choice refusal plan option",
    "patient-contacted": "follow-up visit alive last seen survival lost to follow-up",
    "patient-died": "death dead deceased cause of death",
    "interval-stated": "duration length time between months survival pfs os stated",
    "ambiguity-noted": "contradiction remark doubt unclear error inconsistency note comment",
    "reading-selected": "interpretation ambiguity",
}
"""Wire name to the words that people look for it by, besides its name and what it is."""

Docs = Callable[[type], Mapping[str, str]]
"""What the fields of a class mean, by name."""

YES, NO = "yes", "no"
LONG_TEXT = 1000
"""Signs from which on a text may be long enough to need lines of its own."""

_FIRST = ("key", "occurred", "lasting")
_LAST = ("known", "certainty", "asserted_by", "note", "sources", "extra")
"""What every fact may say stands around what its type says."""

_COMPLETIONS = {
    "key": Completion.KEY,
    "regimen": Completion.REGIMENS,
    "concurrent_regimen": Completion.REGIMENS,
    "concurrent_with": Completion.COURSES,
    "lesion": Completion.LESIONS,
    "evidence": Completion.FACTS,
    "keys": Completion.FACTS,
    "question": Completion.QUESTIONS,
    "reading": Completion.READINGS,
    "unit": Completion.UNITS,
}

_A_NAME = "a name such as l1 (letters, digits, - and _)"
_NAMES = {
    Completion.KEY: "a name of its own, such as labs-1 (letters, digits, - and _)",
    Completion.FACTS: "the key of a fact of the case",
    Completion.REGIMENS: "a regimen of the case, such as l1",
    Completion.LESIONS: "a name such as axilla-1 (letters, digits, - and _)",
    Completion.QUESTIONS: "an ambiguous time of the case",
    Completion.READINGS: "one of its readings",
    Completion.COURSES: "a regimen or course of the case, such as l1",
}
"""What a name may be, by where it comes from."""

_NAMED = frozenset({(RegimenStarted, "regimen")})
"""Fields that give a name to something new: what has a name already is not offered."""

_UNITS = {"mm": "mm", "gy": "Gy", "ml": "mL"}
"""Endings of names that say the unit of a number."""

_MAPPING = (
    FormField(name="column", kind=FieldKind.TEXT, required=True, expects="a name", help="Column of an import."),
    FormField(name="text", kind=FieldKind.TEXT, expects="a text", help="What stands in it."),
)
"""The parts of a column of an import."""


@lru_cache(maxsize=64)
def form_of(kind: type[Struct], docs: Docs) -> Form:
    """The form of an event class."""
    summary = (kind.__doc__ or "").strip().splitlines()[0].replace("`", "")
    return Form(type=wire_name(kind), says=summary, fields=tuple(_ordered(_fields(kind, docs))))


def _ordered(fields: Iterable[FormField]) -> Iterator[FormField]:
    by_name = {field.name: field for field in fields}
    own = [name for name in by_name if name not in {*_FIRST, *_LAST}]
    yield from (by_name[name] for name in (*_FIRST, *own, *_LAST) if name in by_name)


def _fields(kind: type[Struct], docs: Docs) -> Iterator[FormField]:
    info = inspect.type_info(kind)
    if not isinstance(info, inspect.StructType):
        raise TypeError(f"{kind} has no fields")
    said = docs(kind)
    for field in info.fields:
        described = FormField(
            name=field.encode_name,
            kind=FieldKind.TEXT,
            help=said.get(field.name, "").replace("`", ""),
            required=field.required,
            default=_default(field.default),
        )
        typed = _with_kind(described, field.type, docs)
        named = (kind, field.name) in _NAMED
        yield structs.replace(typed, completion=Completion.NOTHING, expects=_A_NAME) if named else typed


def _default(value: object) -> str:
    if value in (NODEFAULT, None, ()) or isinstance(value, dict):
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    return str(value.value if isinstance(value, Enum) else value)


def _with_kind(field: FormField, kind: inspect.Type, docs: Docs, expects: str = "") -> FormField:
    """The field with what its type says about it."""

    def told(kind: FieldKind, said: str, completion: Completion | None = None, **more: object) -> FormField:
        offered = _COMPLETIONS.get(field.name, Completion.NOTHING) if completion is None else completion
        return structs.replace(field, kind=kind, expects=said, completion=offered, **more)

    match kind:
        case inspect.Metadata(type=inner, extra_json_schema=schema):
            return _with_kind(field, inner, docs, str((schema or {}).get("description", expects)))
        case inspect.UnionType(types=types):
            if any(isinstance(each, inspect.StructType) and each.cls is Timing for each in types):
                return told(FieldKind.TIME, FORMS, completion=Completion.TIMES)
            return _with_kind(field, next(t for t in types if not isinstance(t, inspect.NoneType)), docs, expects)
        case inspect.StructType(cls=cls) if cls is Lasting:
            return told(FieldKind.LENGTH, LENGTHS)
        case inspect.StructType(cls=cls):
            return told(FieldKind.GROUP, "", fields=tuple(_fields(cls, docs)))
        case inspect.VarTupleType(item_type=item, min_length=least):
            entry = _with_kind(field, item, docs, expects)
            return told(
                entry.kind,
                entry.expects,
                choices=entry.choices,
                completion=entry.completion,
                fields=entry.fields,
                repeated=True,
                at_least_one=bool(least),
                required=bool(least),
            )
        case inspect.TupleType():
            return told(FieldKind.RANGE, "two whole numbers, such as 120 to 245")
        case inspect.DictType():
            return told(FieldKind.COLUMNS, "", fields=_MAPPING, repeated=True)
        case inspect.EnumType(cls=enum):
            return told(FieldKind.CHOICE, "one of the words", choices=tuple(str(word.value) for word in enum))
        case inspect.BoolType():
            return told(FieldKind.CHOICE, f"{YES} or {NO}", choices=(YES, NO))
        case inspect.IntType(ge=least, le=most):
            return told(FieldKind.WHOLE, f"a whole number from {least} to {most}")
        case inspect.DecimalType():
            unit = _UNITS.get(field.name.split("_")[-1], "")
            return told(FieldKind.NUMBER, f"a number{f' in {unit}' if unit else ''}, such as 61 or 6.15e5")
        case inspect.StrType(pattern=pattern, max_length=most):
            return _text(told, field.name, pattern, most, expects)
        case _:
            raise TypeError(f"{field.name}: no form takes {kind}")


def _text(told: Callable[..., FormField], name: str, pattern: str | None, most: int | None, expects: str) -> FormField:
    if pattern == DURATION_PATTERN:
        return told(FieldKind.DURATION, "a number and d, wk, mo or a, such as 7 mo")
    if pattern == ANCHOR_PATTERN:
        return told(FieldKind.TEXT, "a fact of the case, KEY or KEY.end", completion=Completion.ANCHORS)
    if pattern == KEY_PATTERN:
        return told(FieldKind.TEXT, _NAMES.get(_COMPLETIONS.get(name, Completion.NOTHING), _A_NAME))
    if most is not None and most > LONG_TEXT:
        return told(FieldKind.LONG, "a text in your own words", completion=Completion.NOTHING)
    if pattern is None:
        completion = _COMPLETIONS.get(name, Completion.BEFORE)
        units = completion is Completion.UNITS
        said = "a unit, such as g/L, 10*9/L or copies/mL" if units else "a short term, no sentence"
        return told(FieldKind.TEXT, said, completion=completion)
    return told(FieldKind.TEXT, expects or "a text", completion=Completion.BEFORE)
