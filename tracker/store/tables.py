"""The log as SQLAlchemy Core sees it, and its statements. Refuses to create anything: migrations do.

What is asked at every start is kept as text in `compiled.py`, so that no reader waits for SQLAlchemy; a test compiles it anew.
"""

import sqlite3

from sqlalchemy import (
    Column,
    ColumnClause,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    and_,
    bindparam,
    cast,
    func,
    insert,
    literal_column,
    null,
    select,
    update,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import ClauseElement

events = Table(
    "events",
    MetaData(),
    Column("seq", Integer, primary_key=True),
    Column("patient", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("schema_version", Integer, nullable=False),
    Column("corrects", Integer),
    Column("recorded_at", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("correlation_id", Text),
    Column("payload", Text),
    Column("salt", LargeBinary),
    Column("payload_digest", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
)
"""Every column of the log, in the order of the table, which is the order of the digests."""


# The payload is read as bytes: text that is not UTF-8 then fails in the codec, which names the line.
_LINE = select(
    events.c.seq,
    events.c.patient,
    events.c.version,
    events.c.event_id,
    events.c.type,
    events.c.schema_version,
    events.c.recorded_at,
    events.c.recorded_by,
    events.c.correlation_id,
    cast(events.c.payload, LargeBinary),
)

_SQLITE = sqlite.dialect()
_NAMING = sqlite.dialect(paramstyle="named")
_ONE: ColumnClause[int] = literal_column("1")
_NONE: ColumnClause[int] = literal_column("0")
_stream_head = select(events.c.version, events.c.digest, events.c.type).where(events.c.patient == bindparam("patient"))
_event_ids = func.json_each(bindparam("event_ids")).table_valued("value", name="wanted")

INSERT = insert(events)
COUNT = select(func.count()).select_from(events)
LOG = (
    select(*(column for column in events.c if column.name != "salt"))
    .where(events.c.patient == bindparam("patient"))
    .order_by(events.c.version)
)
"""What is public of a stream, in the order of recording."""
LOG_HEAD = select(events.c.seq, events.c.recorded_at).order_by(events.c.seq.desc()).limit(_ONE).offset(_NONE)
STREAM_HEAD = _stream_head.order_by(events.c.version.desc()).limit(_ONE).offset(_NONE)
BIRTH = select(events.c.event_id, events.c.recorded_at).where(
    events.c.patient == bindparam("patient"), events.c.version == _ONE
)
"""What no erasure takes from the first line of a stream."""

STREAM = _LINE.where(events.c.patient == bindparam("patient"), events.c.version > bindparam("after")).order_by(
    events.c.version
)
STREAMS = _LINE.order_by(events.c.patient, events.c.version)
BY_EVENT_IDS = _LINE.join_from(_event_ids, events, events.c.event_id == _event_ids.c.value)
BY_CORRELATION = _LINE.where(events.c.correlation_id == bindparam("correlation_id")).order_by(events.c.seq)
PATIENTS = select(events.c.patient).group_by(events.c.patient).order_by(func.min(events.c.seq))

# What a check of the whole log reads.
_steps = select(
    events.c.seq,
    events.c.patient,
    events.c.recorded_at,
    func.lag(events.c.seq, _ONE, _NONE).over(order_by=events.c.seq).label("before"),
    func.lag(events.c.recorded_at).over(order_by=events.c.seq).label("recorded_before"),
).subquery("steps")

GAPS = select(_steps.c.before, _steps.c.seq).where(_steps.c.seq > _steps.c.before + _ONE)
BACKWARDS = select(_steps.c.seq, _steps.c.patient).where(_steps.c.recorded_at < _steps.c.recorded_before)
ERASED_PATIENTS = select(events.c.patient).where(events.c.type == literal_column("'patient-erased'"))
_corrected = events.alias("corrected")
CORRECTIONS = (
    select(
        events.c.seq,
        events.c.patient,
        events.c.corrects,
        cast(events.c.payload, LargeBinary),
        cast(_corrected.c.payload, LargeBinary),
    )
    .select_from(
        events.outerjoin(
            _corrected, and_(_corrected.c.patient == events.c.patient, _corrected.c.version == events.c.corrects)
        )
    )
    .where(events.c.corrects.is_not(None), events.c.payload.is_not(None))
    .order_by(events.c.seq)
)
EVERYTHING = select(
    events.c.seq,
    events.c.patient,
    events.c.version,
    events.c.event_id,
    events.c.type,
    events.c.schema_version,
    events.c.corrects,
    events.c.recorded_at,
    events.c.recorded_by,
    events.c.correlation_id,
    cast(events.c.payload, LargeBinary),
    events.c.salt,
    events.c.payload_digest,
    events.c.digest,
).order_by(events.c.patient, events.c.version)

# What an anchor vouches for.
LINKS = (
    select(events.c.seq, cast(events.c.patient, LargeBinary), events.c.version, events.c.digest)
    .where(events.c.seq <= bindparam("upto"))
    .order_by(events.c.seq)
)

# What an erasure reads and destroys.
_of_patient = and_(events.c.patient == bindparam("patient"), events.c.type != literal_column("'patient-erased'"))
PAYLOADS = select(cast(events.c.payload, LargeBinary), events.c.salt).where(_of_patient)
LOSE_PAYLOADS = update(events).values(payload=null(), salt=null()).where(_of_patient, events.c.payload.is_not(None))


def text_of(statement: ClauseElement) -> str:
    """A statement as SQLite takes it."""
    return str(statement.compile(dialect=_SQLITE)).replace(" \n", "\n")


def run(connection: sqlite3.Connection, statement: ClauseElement) -> sqlite3.Cursor:
    """Ask a question that was composed for this once, its values bound."""
    compiled = statement.compile(dialect=_NAMING)
    return connection.execute(str(compiled), compiled.params)
