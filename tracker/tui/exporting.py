"""Writing what the replay shows to a file, from the replay. Refuses to keep a key waiting: a thread draws and writes."""

from pathlib import Path

from textual import work

from tracker.decisions.refused import Refused
from tracker.tui.desk import NOT_WRITTEN, Write
from tracker.tui.reel import Cursor, Reel
from tracker.tui.stepping import Stepping

_QUESTION = "Write this month (.txt, .svg) or the whole replay (.html, .cast) to"


class Exporting(Stepping):
    """A replay that can be written to files."""

    def action_export(self) -> None:
        """Ask where to."""
        if self.reel is not None and self.desk.tools.write is None:
            self.show(self.cursor, NOT_WRITTEN)
        elif self.reel is not None:
            from tracker.tui.path_prompt import PathPrompt  # noqa: PLC0415 - only where something is written

            name = f"{self.reel.patient}-M{self.reel.sheet(self.cursor).month}.svg"
            self.app.push_screen(PathPrompt(_QUESTION, name), self._export)

    def _export(self, path: str | None) -> None:
        if path and self.reel is not None and self.desk.tools.write is not None:
            self.show(self.cursor, f"writing {path} …")
            self._write_still(path, self.reel, self.cursor, self.desk.tools.write)

    @work(thread=True, group="export")
    def _write_still(self, path: str, reel: Reel, cursor: Cursor, write: Write) -> None:
        from tracker.tui.stills.paper import Paper  # noqa: PLC0415 - only where something is written
        from tracker.tui.stills.writing import written  # noqa: PLC0415 - as above

        paper = Paper(glyphs=self.desk.glyphs, theme=self.desk.theme)
        try:
            write(Path(path), written(reel, cursor, paper, path))
        except Refused as refusal:
            said = str(refusal)
        else:
            said = f"written to {path}"
        self.app.call_from_thread(self._told, said)

    def _told(self, sentence: str) -> None:
        self.show(self.cursor, sentence)
