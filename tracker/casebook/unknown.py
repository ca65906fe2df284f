"""What the casebook says no to by itself: a patient nobody recorded, a file with problems. Refuses to guess a name."""

from collections.abc import Iterable

from tracker.decisions.refused import Refused, listed, resembling


class UnknownPatient(Refused):
    """Nobody recorded this patient; the sentence names those who resemble it."""

    def __init__(self, patient: str, known: Iterable[str]) -> None:
        names = sorted(known)
        hint = resembling(patient, names) or (f"; there are: {listed(names)}" if names else "; there is no case yet")
        super().__init__(f"there is no case {patient}{hint}")


class Unsound(Refused):
    """Files that cannot be recorded: one line for each problem, all of them at once. Nothing was recorded."""

    def __init__(self, problems: Iterable[object]) -> None:
        self.problems = tuple(str(problem) for problem in problems)
        super().__init__("; ".join(self.problems))
