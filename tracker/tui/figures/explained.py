"""What a figure of a case says of its own signs and abbreviations: each that is drawn, and no other.

A paper is read without the program. Refuses to explain what only the future would draw.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from tracker.projections.picture import Band, MilestoneKind
from tracker.tui.figures import chart
from tracker.tui.figures.lanes import Row
from tracker.tui.figures.scene import Scene
from tracker.values.analytes import full_analyte
from tracker.values.drugs import short_name

_LANES = {
    "Chemo": "Chemo = chemotherapy",
    "Immuno": "Immuno = immunotherapy",
    "Other": "Other = targeted drugs, and drugs of no class",
    "RT": "RT = radiotherapy: target volume as the source names it, dose in Gy / fractions",
    "Resp": "Resp = tumor response",
    "AE": "AE = adverse event, by grade",
    "ECOG": "ECOG = performance status, 0 to 5",
}
_RESPONSES = {
    "CR": "complete response",
    "PR": "partial response",
    "SD": "stable disease",
    "PD": "progressive disease",
    "NE": "not evaluable",
    "iU": "unconfirmed progression (iRECIST)",
    "iC": "confirmed progression (iRECIST)",
}
_MARKS = {
    "Scan": {
        "CT": "CT = computed tomography", "PT": "PT = PET-CT", "MR": "MR = MRI", "SP": "SP = SPECT", "BS": "BS = bone scan",
        "US": "US = ultrasound", "XR": "XR = radiograph", "MG": "MG = mammography", "EN": "EN = endoscopy", "··": "·· = other",
    },
    "Resp": {
        **{sign: f"{sign} = {meaning}" for sign, meaning in _RESPONSES.items()},
        **{sign.lower(): f"{sign.lower()} = {meaning} of a site" for sign, meaning in _RESPONSES.items()},
        "?": "response ? = category not stated",
        "PD?": "PD? = only biochemical or not confirmed",
    },
    "AE": {"–": "AE – = stated absent", "•": "AE • = not graded"},
    "ECOG": {"?": "ECOG ? = decline without a score"},
}  # fmt: skip
"""What a name of a lane means and a label in it."""


def explained(scene: Scene, rows: Sequence[Row]) -> Iterator[str]:
    """What of the signs no axis and no key names, where they are drawn."""
    bands, marks = scene.bands(scene.picture.bands), [mark for row in rows for mark in row.marks]
    if any(_wide(mark.earliest, mark.latest) for mark in marks) or any(_uncertain(scene, band) for band in bands):
        yield "lines: from the earliest to the latest day"
    if scene.curve:
        yield from _of_the_chart(scene, bands)
    if any(scene.cut.goes_on(band.stop) for band in bands):
        yield "▸ goes on"
    if scene.marks_month:
        yield f"fine dotted line: the end of M{scene.month}"
    yield from _of_the_lanes(rows)
    yield from _of_the_drugs(rows)


def _of_the_chart(scene: Scene, bands: Sequence[Band]) -> Iterator[str]:
    assert scene.curve is not None  # noqa: S101 - as asked before
    curve, stones = scene.curve, scene.stones(MilestoneKind.PROGRESSION)
    name = full_analyte(curve.analyte)
    yield f"{curve.analyte}{f' = {name}' if name else ''}, {chart.scale_of_chart(scene, curve).name} scale"
    if stones and chart.head_of(scene):
        doubted = ", dotted and ?: only biochemical or not confirmed" if any(s.doubtful for s in stones) else ""
        yield f"dashed, PD and its number: progression{doubted}"
    elif stones:
        yield f"dashed: progressions, in order {' '.join(map(chart.stone_name, stones))}"
    points, words = chart.points_of(scene, curve), chart.words_of(scene, curve)
    if words:
        said = {word.tendency for word in words}
        yield f"results in words: {', '.join(text for each, text in chart.MEANINGS.items() if each in said)}"
    if any(point.comparator for point in points):
        yield "▽ △ less, more than that"
    if bands:
        ordered = sorted(bands, key=lambda band: band.start)
        ends = accumulate((scene.stop(band) for band in ordered), max)
        over = any(end > band.start for end, band in zip(ends, ordered[1:], strict=False))
        yield f"ground: treatment, in its color made pale{', mixed where two overlap' if over else ''}"


def _of_the_lanes(rows: Sequence[Row]) -> Iterator[str]:
    for row in {row.lane: row for row in rows}.values():
        if row.lane in _LANES:
            yield _LANES[row.lane]
        labels = {part for each in rows if each.lane == row.lane for mark in each.marks for part in mark.label.split()}
        yield from (text for label, text in _MARKS.get(row.lane, {}).items() if label in labels)


def _of_the_drugs(rows: Sequence[Row]) -> Iterator[str]:
    """The drugs that a label abbreviates, each once, in order of their first bar."""
    bands = sorted((band for row in rows for band in row.bands), key=lambda band: band.start)
    drugs: dict[str, str] = {}
    for drug in (drug for band in bands for drug in band.drugs):
        drugs.setdefault(short_name(drug), drug)
    yield from (f"{short} = {drug}" for short, drug in drugs.items() if short.lower() != drug.lower())
    if any("?" in band.label and (band.doubtful or band.partly_doubtful) for band in bands):
        yield "drug ? = not stated whether given"


def _uncertain(scene: Scene, band: Band) -> bool:
    """Whether a whisker is drawn at either end of a treatment."""
    at_end = not scene.cut.goes_on(band.stop) and _wide(band.stop_earliest, band.stop_latest)
    return at_end or _wide(band.start_earliest, band.start_latest)


def _wide(earliest: float | None, latest: float | None) -> bool:
    return earliest is not None and latest is not None and latest > earliest
