"""Tumor response by RECIST 1.1 and iRECIST. Refuses to complete what a chart leaves open: that is not evaluable, with the reason.

Two layers. The rules work on plain values and can be called with numbers: `assessment`, `targets`, `non_targets`,
`overall`, `best`, `immune`. The bridge reads those values off a history, for one line of therapy: `looks`, `measurability`,
`baseline`, `line_assessments`, `progression`.

Sources: Eisenhauer et al., Eur J Cancer 2009;45:228 (RECIST 1.1); Schwartz et al., Eur J Cancer 2016;62:132 (update and
clarification) and the questions answered by the EORTC; Seymour et al., Lancet Oncol 2017;18:e143 (iRECIST).

With numbers alone:

>>> from decimal import Decimal
>>> from tracker.projections.recist.assessment import Assessment, Baseline, Target, TargetSeen
>>> from tracker.projections.recist.overall import assess_course
>>> baseline = Baseline(targets=(Target(lesion="liver", mm=Decimal(40)),))
>>> sizes = {60.0: 28, 120.0: 34}
>>> seen = [
...     Assessment(key=f"day {day:g}", day=day, targets=(TargetSeen(lesion="liver", mm=Decimal(mm)),))
...     for day, mm in sizes.items()
... ]
>>> for each in assess_course(baseline, seen):
...     print(f"{each.key}: {each.category.value} {each.reason}".rstrip())
day 60: PR
day 120: PD sum of targets +6 mm, +21.4 % against the nadir
"""
