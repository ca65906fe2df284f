"""What the signs of the replay mean, in the signs that are in use.

Refuses a sign that the screens do not draw.
"""

from collections.abc import Sequence

from tracker.projections.moments import YET
from tracker.projections.picture import MilestoneKind, Tendency
from tracker.tui import palette
from tracker.tui.glyphs import Glyphs
from tracker.tui.panels import flow
from tracker.tui.room import Row
from tracker.tui.swimmer import LETTERS, WORDS

_HEADING = 12


def sign_rows(glyphs: Glyphs, width: int, drugs: Sequence[str] = ()) -> list[Row]:
    """A heading each with what its signs mean, broken into rows of a width; short names of drugs are those of the case."""
    rows: list[Row] = []
    for heading, meanings in (*signs(glyphs), *((("Drugs", tuple(drugs)),) if drugs else ())):
        indent = min(_HEADING, width // 3)
        pieces = [piece for meaning in meanings for piece in ((meaning, palette.TEXT), ("·", palette.FAINT))][:-1]
        body = flow(pieces, width, indent, max(indent, len(heading) + 1))
        rows.extend([((0, heading, palette.TITLE), *body[0]), *body[1:]])
    return rows


def signs(glyphs: Glyphs) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Where a sign is met and what it means there."""
    stones, ways = glyphs.milestones, glyphs.tendencies
    across, begin, end = tuple(glyphs.line)
    whisker = f"{begin}{across}{end}"
    return (
        (
            "Bar",
            (
                f"{stones[MilestoneKind.DIAGNOSIS]} diagnosis",
                f"{stones[MilestoneKind.SCAN]} scan",
                f"{stones[MilestoneKind.PROGRESSION]} progression",
                f"{glyphs.maybe} one that is only biochemical or not confirmed",
                f"{stones[MilestoneKind.REGIMEN]} treatment begins, is held or stops",
                f"{stones[MilestoneKind.DEATH]} death",
                "' bookmark, which m sets",
                "play passes over months without events and stops at every milestone; space goes on",
            ),
        ),
        (
            "Time",
            (
                f"{whisker} uncertain, from its earliest to its latest day",
                f"{glyphs.overlap} two of them",
                f"{across}{glyphs.reaching} it may be later than what is shown",
                "≈ not certain to the day",
                f"{YET} may come only after this month",
                "≤ ≥ at the latest, at the earliest: the other side is open or still to come",
                "open: neither is known",
                "M0 is the first month, M8 the ninth: it begins 8 months after day 0 and its state is that of 9 months after it",
                "d12 the 12th day of the month of the case, 03-15 a day of the calendar",
                "an age is that of the value; 4 mo is 4 months old, M8–M28 some time between",
                "(not scored since) something newer is said of how the patient does",
            ),
        ),
        (
            "Length",
            (
                "≈6.0 mo [5.5–6.5] the middle of its bounds, by what is said of both its ends together",
                "two months that are shown subtract to another length within the same bounds",
                "to the nearest, halves up; bounds outwards; a month keeps its number",
            ),
        ),
        (
            "Mouse",
            (
                "press or drag on bar, chart and lanes to go to a month",
                "the wheel steps on the bar, zooms on chart and lanes, scrolls elsewhere",
                "press an event to select it, a word of the footer to do it",
            ),
        ),
        (
            "Day",
            (
                ". and , go through the days of the month; panels stay those of its end",
                f"{glyphs.point} over by the end of the day",
                f"{glyphs.hollow} by its estimate",
                "? possible by then",
                "dim: by its estimate still to come",
                "exact: to the day",
            ),
        ),
        (
            "Chart",
            (
                f"{glyphs.point} result",
                f"{glyphs.hollow} below the limit of detection",
                f"{glyphs.progression} progression, PD? only biochemical or not confirmed",
                "results are joined over 92 days at most, and not over one without a number",
                "by word: no number was given",
                f"{ways[Tendency.UP]} rising or high",
                f"{ways[Tendency.DOWN]} falling or low",
                f"{ways[Tendency.LEVEL]} normal",
                f"{ways[Tendency.UNKNOWN]} neither, or a word that does not say compared with what",
                f"{glyphs.sparks[0]}{glyphs.sparks[-1]} other markers below it, from their least to their greatest result so far",
            ),
        ),
        (
            "Treatment",
            (
                f"{glyphs.begun}{glyphs.given} given since, its name in it where there is room",
                f"{glyphs.coming} still to come",
                f"{glyphs.ongoing} goes on",
                f"{glyphs.ended} has ended",
                f"{glyphs.doubt} not stated whether it was given or went on; thinly: not stated of some of its drugs",
                f"{glyphs.hatch} the same behind the chart",
                "tisle? the drug that is meant",
                "(asserted) as the record numbers it; where the source does not, a note of its start says so",
            ),
        ),
        (
            "Events",
            (
                "REG registered, DX diagnosis, STAGE stage, PATH pathology, SCAN imaging, LAB laboratory, MEAS measurement",
                "FIND symptom, sign or examination, ECOG performance, AE adverse event, RESP response, PD progression",
                "START HOLD RESUME STOP of a regimen, CYCLE of drugs, RT radiotherapy, PROC procedure, DECIDE decision",
                "SEEN contact, DEATH death, SPAN a length that the source states, NOTE a doubt of who recorded it",
                "l1 m1 a regimen by its name in the record",
            ),
        ),
        (
            "Lanes",
            (
                "PT PET-CT, CT, MR MRI, SP SPECT, BS bone scan, US ultrasound, XR radiograph, MG mammography, EN endoscopy, ·· other",
                "CR PR SD PD NE overall response, PD? a progression only biochemical or not confirmed",
                "cr pr sd pd ne response of a site, the worst of several: stated, but not overall",
                f"iU iC progression unconfirmed and confirmed, ? no category is stated, {stones[MilestoneKind.DEATH]} death",
                "Therapy: all treatments in one row, Drugs: all but radiotherapy, where rows are few",
                "AE 1 to 5 grade, 2–3 between two, • not graded, – stated absent",
                "ECOG 0 to 5, ? a decline without a score",
                "+2 beside a name: marks that found no room",
            ),
        ),
        (
            "Timeline",
            (
                f"{glyphs.point} a fact, {glyphs.hollow} looked for and not there",
                "3: so many facts in one cell, and what they say",
                f"{glyphs.hatch * 2} a long empty stretch, cut out",
                "- a group of lanes, + folded, with how many lanes it has; facts during a treatment are in its block",
                "on off a regimen begins, stops; DX diagnosis, path pathology",
                "where a label finds no room, ] goes to the fact and tells all of it at the foot",
            ),
        ),
        (
            "Comparison",
            (
                "– not stated of this case",
                "| between what both state",
                "record ends at: of what came later nothing is known",
                "+3 so many months after the day that both are aligned on",
            ),
        ),
        (
            "Strips",
            (
                *(f"{LETTERS[kind]} {WORDS[kind]}" for kind in LETTERS),
                "each at the first cell of a treatment",
                f"{glyphs.doubt} not stated whether it was given or went on",
                f"{glyphs.given} given",
                f"{glyphs.past} followed without",
            ),
        ),
        (
            "Laboratory",
            (
                "H L high, low: by the source's word, in quotation marks, or by range, the laboratory's own",
                "G3 grade (CTCAE v5), by word where the source's word gives it",
                "not gradable: no limits were given",
                f"{ways[Tendency.UP]} {ways[Tendency.DOWN]} against the result before, where both are numbers; ÷18 a fall to an 18th",
            ),
        ),
        (
            "State",
            (
                "what changed comes first where not all has room; was: what it was the month before",
                "d compares with the baseline, what was stated until the first dose",
                "or with the nadir: the smallest number or size from the baseline on, before the last one",
                "NEW GONE a lesion",
                "+ not there then",
                "PFS, Treatment-free: how long the line has gone without declared progression, without treatment; +: to when last seen so",
                "△ a progression that is only biochemical, PD4? one that is not certain",
                "Assessed: the last look at each site and how it was done; a site that was not assessed is not clear",
                "Progress: after the last look at a site before it, by the look that found it",
                "Platinum, ICI: the last dose, a checkpoint inhibitor beyond a progression; Counts: that there was none",
                "Marker: how long before the progression it began to rise",
                "before PD2, beside PD1: a response that a progression has overtaken",
                f"{glyphs.ellipsis} a line that goes on: j selects it and shows all of it, in every panel; {glyphs.more_down}4 rows below",
                "! contradicted by another fact",
                "✎ corrected",
                "known later: not known to the team then",
                "warnings: what `tracker check` says of the facts so far; ! lists them",
                f"{glyphs.selected} the selected line; {glyphs.marked[0]}a passage{glyphs.marked[1]} of a source",
            ),
        ),
    )
