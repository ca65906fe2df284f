"""FHIR bundles on their way in: named bytes to cases. Refuses to mix them with case files in one command."""

from collections.abc import Sequence

from msgspec import Struct

from tracker.adapters.casefile import Problem
from tracker.adapters.mcode.detection import LARGEST_BUNDLE, LOOKED_AT, looks_like_fhir
from tracker.adapters.mcode.left_out import LeftOut, of_patient
from tracker.casebook.files import FileCase, Incoming, pseudonym
from tracker.casebook.unknown import Unsound
from tracker.decisions.refused import Refused
from tracker.store.paths import unreadable
from tracker.store.told import Told, nobody


class Bundles(Struct, frozen=True):
    """The cases of some bundles, and what no fact holds of them."""

    cases: tuple[FileCase, ...]
    left_out: tuple[tuple[str, LeftOut], ...]
    """Each with the name of its file."""

    def of(self, patient: str) -> tuple[LeftOut, ...]:
        """What is left out of one case, and what of its file is nobody's."""
        file = next(case.file for case in self.cases if case.case.patient == patient)
        return of_patient((each for name, each in self.left_out if name == file), patient)


def bundles_among(files: Sequence[Incoming]) -> bool:
    """Whether the files are FHIR.

    Raises:
        Refused: where only some of them are.
    """
    found = [looks_like_fhir(_bytes(file, LOOKED_AT)) for file in files]
    if any(found) and not all(found):
        other = next(file.name for file, fhir in zip(files, found, strict=True) if not fhir)
        raise Refused(f"{other} is no FHIR bundle; import bundles and case files in commands of their own")
    return any(found)


def read(files: Sequence[Incoming], case: str | None = None, told: Told = nobody) -> Bundles:
    """Read bundles.

    Args:
        files: FHIR bundles in JSON.
        case: Pseudonym of the one patient in them; left out, it is the id of each Patient.
        told: Told how many files are read.

    Raises:
        Refused: where `fhir.resources` is not installed, or `case` is no pseudonym.
        Unsound: naming every problem of every bundle, and every patient that stands twice.
    """
    from tracker.adapters.mcode.models import ExtraMissingError  # noqa: PLC0415 - a case file needs none of it
    from tracker.adapters.mcode.reading import read_bundle  # noqa: PLC0415 - as above

    name = None if case is None else pseudonym(case)
    cases: list[FileCase] = []
    problems: list[Problem] = []
    left_out: list[tuple[str, LeftOut]] = []
    stands: dict[str, str] = {}
    for done, file in enumerate(files):
        told(done, len(files))
        try:
            result = read_bundle(file.name, _bytes(file, LARGEST_BUNDLE + 1), case=name)
        except ExtraMissingError as missing:
            raise Refused(str(missing)) from missing
        problems.extend(result.problems)
        left_out.extend((file.name, each) for each in result.aside)
        for found in result.cases:
            if found.patient in stands:
                again = f"{found.patient} stands in {stands[found.patient]} already; import one bundle of a patient"
                problems.append(Problem(file.name, 0, "", again))
            stands[found.patient] = file.name
            cases.append(FileCase(file.name, found))
    if problems:
        raise Unsound(problems)
    return Bundles(tuple(cases), tuple(left_out))


def _bytes(file: Incoming, most: int) -> bytes:
    if file.path is None:
        return file.data[:most]
    try:
        with file.path.open("rb") as stream:
            return stream.read(most)
    except OSError as error:
        raise Refused(unreadable(file.name, error)) from error
