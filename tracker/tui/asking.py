"""Questions in SQL that run in a thread of their own: asked, written to a file, stopped.

Refuses a second question while one runs, and to lose that it is to be stopped: a question can be before its thread has begun.
"""

from abc import abstractmethod

from textual import work

from tracker.decisions.refused import Refused
from tracker.tui.console import Console, Question, Result
from tracker.tui.desk import NOT_WRITTEN, Desk
from tracker.tui.path_prompt import PathPrompt
from tracker.tui.result_grid import Table
from tracker.tui.workbench import Workbench
from tracker.values.counts import counted

_NO_DATABASE = "there is no database to ask here"


class Asking(Workbench):
    """A screen with at most one question that runs."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._sql: Console | None = desk.tools.console
        self._question: Question | None = None
        """The one that runs."""
        self._doing = ""
        """What goes on in its thread; empty where nothing does."""
        self._answered = ""
        """The statement of the answer that is shown."""
        self._said = "" if self._sql is not None else _NO_DATABASE

    @abstractmethod
    def take(self, result: Result) -> None:
        """Show an answer."""

    @abstractmethod
    def refuse(self, sentence: str) -> None:
        """Show why there is none."""

    def run_query(self, statement: str) -> None:
        """Ask, unless something runs."""
        if not statement:
            self.say("nothing is written to run: ^up brings back what was asked, examples first of all")
        elif self._sql is not None and not self._doing:
            self._ask(statement, self._begin("asking", statement, self._sql))

    def _begin(self, what: str, statement: str, console: Console) -> Question:
        self._doing = f"{what} … esc stops it"
        question = self._question = console.question(statement)
        self.redraw()
        return question

    @work(thread=True, group="query")
    def _ask(self, statement: str, question: Question) -> None:
        try:
            result = question.ask()
        except Refused as refusal:
            self.app.call_from_thread(self._end, statement, str(refusal))
        else:
            self.app.call_from_thread(self._end, statement, result)

    def _end(self, statement: str, came: Result | str) -> None:
        self._doing, self._question = "", None
        if isinstance(came, str):
            self.refuse(came)
        else:
            self._answered = statement
            self.take(came)

    def stop(self) -> None:
        """Stop what runs."""
        if self._question is not None:
            self._question.stop()
            self._doing = "stopping …"
            self.redraw()

    def on_unmount(self) -> None:
        """Nobody waits for an answer any more."""
        if self._question is not None:
            self._question.stop()

    async def to_fact(self, table: Table | None, row: int) -> None:
        """From a row that names patient and key to the fact in the replay; another row says what leads there."""
        place = (
            None if table is None or row >= len(table.rows) else dict(zip(table.columns, table.rows[row], strict=True))
        )
        if place is None or not {"patient", "key"} <= place.keys():
            self.say("enter leads to a fact from a row with the columns patient and key; tab leads to the editor")
            return
        patient, key = str(place["patient"]), str(place["key"])
        if patient not in {str(each["patient"]) for each in self.desk.library.patients()}:
            self.say(f"there is no case {patient}")
            return
        self.desk.patient, self.desk.fact = patient, key
        await self.action_show_replay()

    def action_export(self) -> None:
        """Write all rows of the answer to a file."""
        if not self._answered:
            self.say("run a query first; then its rows can be written")
        elif self.desk.tools.write is None:
            self.say(NOT_WRITTEN)
        else:
            self.app.push_screen(PathPrompt("Write all rows to a file, .csv or .json", "query.csv"), self._export)

    def _export(self, path: str | None) -> None:
        if path and self._sql is not None and not self._doing:
            self._write(path, self._begin("writing", self._answered, self._sql))

    @work(thread=True, group="query")
    def _write(self, path: str, question: Question) -> None:
        try:
            said = f"{counted(question.export(path), 'row is', 'rows are')} in {path}"
        except (Refused, OSError) as refusal:
            said = str(refusal)
        self.app.call_from_thread(self._written, said)

    def _written(self, said: str) -> None:
        self._doing, self._question = "", None
        self.say(said)

    def say(self, sentence: str) -> None:
        """Say something in the heading."""
        self._said = sentence
        self.redraw()
