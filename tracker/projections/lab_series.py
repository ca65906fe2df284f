"""Which results are one series: of one analyte, in specimens that are one. Refuses to put blood and another fluid in one.

Everything that goes on from result to result rests on it: panels, changes, curves, lanes, baselines of grades, checks, hints.
"""

from tracker.events.laboratory import LabResulted
from tracker.values.analytes import analyte_of
from tracker.values.ctcae import term_of
from tracker.values.specimens import other_specimen


def series_of(lab: LabResulted) -> str:
    """What makes two results ones of the same series; to be compared, never to be shown."""
    return series_key(lab.analyte, lab.specimen)


def series_key(name: str, specimen: str) -> str:
    """The same by the name of the analyte and the specimen; of blood it is what `analyte_of` says."""
    analyte, other = analyte_of(name), other_specimen(specimen)
    return f"{analyte} ({other})" if other else analyte


def series_name(lab: LabResulted) -> str:
    """What a series is called that begins with this result: its analyte, with the specimen where that is not of blood."""
    return f"{lab.analyte} ({lab.specimen})" if other_specimen(lab.specimen) else lab.analyte


def graded_term(lab: LabResulted) -> str | None:
    """The CTCAE term that grades a result; None where there is none. Its limits are those of blood."""
    return None if other_specimen(lab.specimen) else term_of(lab.analyte)
