"""The statements of the log as text: what `tables` says, as SQLite takes it. Refuses to be edited: `make golden` writes it.

Compiling them takes SQLAlchemy, a seventh of a second and 20 MB of every command.
"""

COLUMNS = (
    "seq",
    "patient",
    "version",
    "event_id",
    "type",
    "schema_version",
    "corrects",
    "recorded_at",
    "recorded_by",
    "correlation_id",
    "payload",
    "salt",
    "payload_digest",
    "digest",
)
"""Every column of the log, in the order of the table."""

INSERT = """
INSERT INTO events (seq, patient, version, event_id, type, schema_version, corrects, recorded_at, recorded_by, correlation_id, payload, salt, payload_digest, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

COUNT = """
SELECT count(*) AS count_1
FROM events
"""

LOG = """
SELECT events.seq, events.patient, events.version, events.event_id, events.type, events.schema_version, events.corrects, events.recorded_at, events.recorded_by, events.correlation_id, events.payload, events.payload_digest, events.digest
FROM events
WHERE events.patient = ? ORDER BY events.version
"""

LOG_HEAD = """
SELECT events.seq, events.recorded_at
FROM events ORDER BY events.seq DESC
 LIMIT 1 OFFSET 0
"""

STREAM_HEAD = """
SELECT events.version, events.digest, events.type
FROM events
WHERE events.patient = ? ORDER BY events.version DESC
 LIMIT 1 OFFSET 0
"""

BIRTH = """
SELECT events.event_id, events.recorded_at
FROM events
WHERE events.patient = ? AND events.version = 1
"""

STREAM = """
SELECT events.seq, events.patient, events.version, events.event_id, events.type, events.schema_version, events.recorded_at, events.recorded_by, events.correlation_id, CAST(events.payload AS BLOB) AS payload
FROM events
WHERE events.patient = ? AND events.version > ? ORDER BY events.version
"""

STREAMS = """
SELECT events.seq, events.patient, events.version, events.event_id, events.type, events.schema_version, events.recorded_at, events.recorded_by, events.correlation_id, CAST(events.payload AS BLOB) AS payload
FROM events ORDER BY events.patient, events.version
"""

BY_EVENT_IDS = """
SELECT events.seq, events.patient, events.version, events.event_id, events.type, events.schema_version, events.recorded_at, events.recorded_by, events.correlation_id, CAST(events.payload AS BLOB) AS payload
FROM json_each(?) AS wanted JOIN events ON events.event_id = wanted.value
"""

BY_CORRELATION = """
SELECT events.seq, events.patient, events.version, events.event_id, events.type, events.schema_version, events.recorded_at, events.recorded_by, events.correlation_id, CAST(events.payload AS BLOB) AS payload
FROM events
WHERE events.correlation_id = ? ORDER BY events.seq
"""

PATIENTS = """
SELECT events.patient
FROM events GROUP BY events.patient ORDER BY min(events.seq)
"""

GAPS = """
SELECT steps."before", steps.seq
FROM (SELECT events.seq AS seq, events.patient AS patient, events.recorded_at AS recorded_at, lag(events.seq, 1, 0) OVER (ORDER BY events.seq) AS "before", lag(events.recorded_at) OVER (ORDER BY events.seq) AS recorded_before
FROM events) AS steps
WHERE steps.seq > steps."before" + 1
"""

BACKWARDS = """
SELECT steps.seq, steps.patient
FROM (SELECT events.seq AS seq, events.patient AS patient, events.recorded_at AS recorded_at, lag(events.seq, 1, 0) OVER (ORDER BY events.seq) AS "before", lag(events.recorded_at) OVER (ORDER BY events.seq) AS recorded_before
FROM events) AS steps
WHERE steps.recorded_at < steps.recorded_before
"""

ERASED_PATIENTS = """
SELECT events.patient
FROM events
WHERE events.type = 'patient-erased'
"""

CORRECTIONS = """
SELECT events.seq, events.patient, events.corrects, CAST(events.payload AS BLOB) AS payload, CAST(corrected.payload AS BLOB) AS payload__1
FROM events LEFT OUTER JOIN events AS corrected ON corrected.patient = events.patient AND corrected.version = events.corrects
WHERE events.corrects IS NOT NULL AND events.payload IS NOT NULL ORDER BY events.seq
"""

EVERYTHING = """
SELECT events.seq, events.patient, events.version, events.event_id, events.type, events.schema_version, events.corrects, events.recorded_at, events.recorded_by, events.correlation_id, CAST(events.payload AS BLOB) AS payload, events.salt, events.payload_digest, events.digest
FROM events ORDER BY events.patient, events.version
"""

LINKS = """
SELECT events.seq, CAST(events.patient AS BLOB) AS patient, events.version, events.digest
FROM events
WHERE events.seq <= ? ORDER BY events.seq
"""

PAYLOADS = """
SELECT CAST(events.payload AS BLOB) AS payload, events.salt
FROM events
WHERE events.patient = ? AND events.type != 'patient-erased'
"""

LOSE_PAYLOADS = """
UPDATE events SET payload=NULL, salt=NULL WHERE events.patient = ? AND events.type != 'patient-erased' AND events.payload IS NOT NULL
"""
