"""What was recorded about a patient since somebody looked. Refuses to wait for it: whoever only looks is told later."""

from msgspec import Struct

from tracker.events.catalogue import FactAmended, FactRetracted, PatientErased
from tracker.events.deliberation import ReadingSelected
from tracker.events.recorded import Recorded
from tracker.store.database import Database
from tracker.store.log import stream_head
from tracker.store.refusals import Busy
from tracker.store.streams import read_stream


class News(Struct, frozen=True):
    """One line of the log, in the words of a screen."""

    by: str
    subject: str
    """The key of the fact, or the question."""
    done: str
    """What was done to it."""


def news_since(database: Database, patient: str, version: int) -> tuple[News, ...]:
    """What was recorded after a version of the stream; nothing while another program holds the file.

    Args:
        database: Holds the log.
        patient: Whose stream.
        version: The last one that is known.

    Raises:
        StoreRefused: where the file cannot be read, or holds a line that cannot be.
    """
    try:
        with database.reading() as connection:
            if stream_head(connection, patient).version <= version:
                return ()
            return tuple(map(_news_of, read_stream(connection, patient, after=version)))
    except Busy:
        return ()


def _news_of(line: Recorded) -> News:
    match line.event:
        case FactAmended(target=target):
            return News(line.recorded_by, target, "corrected")
        case FactRetracted(target=target):
            return News(line.recorded_by, target, "taken back")
        case ReadingSelected(question=question):
            return News(line.recorded_by, question, "read anew")
        case PatientErased():
            return News(line.recorded_by, line.patient, "erased")
        case fact:
            return News(line.recorded_by, fact.key, "recorded")
