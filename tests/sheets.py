"""Sheets of a few facts, and lines of a sheet by what they are about. Refuses to fold by itself."""

from tests import examples as ex
from tracker.events.catalogue import Fact
from tracker.projections.months import months_of
from tracker.projections.sheet import LabLine, Sheet, StateLine
from tracker.projections.sheets import sheets_of


def sheets(*facts: Fact, known: bool = False) -> dict[int, Sheet]:
    found = ex.history(ex.diagnosed(day=0), *facts)
    return {sheet.month: sheet for sheet in sheets_of(found, months_of(found, known=known))}


def lines(sheet: Sheet, label: str) -> list[StateLine]:
    return [line for line in sheet.state if line.label == label]


def line(sheet: Sheet, label: str) -> StateLine:
    (found,) = lines(sheet, label)
    return found


def lab(sheet: Sheet, analyte: str) -> LabLine:
    return next(line for line in sheet.labs if line.analyte == analyte)
