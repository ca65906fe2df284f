CREATE TRIGGER events_insert BEFORE INSERT ON events
BEGIN
  SELECT CASE
    WHEN NEW.payload IS NULL OR NEW.salt IS NULL OR length(NEW.salt) <> 16
      THEN RAISE(ABORT, 'an event is recorded with its payload and a salt of 16 bytes')
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM events)
      THEN RAISE(ABORT, 'the log has no gaps and nothing in it is replaced: seq must follow the last')
    WHEN NEW.version IS NOT (SELECT coalesce(max(version), 0) + 1 FROM events WHERE patient = NEW.patient)
      THEN RAISE(ABORT, 'a stream has no gaps and nothing in it is replaced: version must follow the last')
    WHEN EXISTS (SELECT 1 FROM events WHERE event_id = NEW.event_id)
      THEN RAISE(ABORT, 'this event_id is on record')
    WHEN NEW.recorded_at < (SELECT recorded_at FROM events WHERE seq = NEW.seq - 1)
      THEN RAISE(ABORT, 'recorded_at does not go back')
    WHEN (SELECT type FROM events WHERE patient = NEW.patient AND version = NEW.version - 1) = 'patient-erased'
      THEN RAISE(ABORT, 'the patient was erased: the stream takes no more events')
    WHEN (NEW.corrects IS NOT NULL) <> (NEW.type IN ('fact-amended', 'fact-retracted'))
      THEN RAISE(ABORT, 'an amendment and a retraction, and nothing else, name the version they correct')
    WHEN NEW.corrects IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM events
        WHERE patient = NEW.patient AND version = NEW.corrects
          AND type NOT IN ('fact-amended', 'fact-retracted', 'reading-selected', 'patient-erased'))
      THEN RAISE(ABORT, 'a correction names an earlier fact of the same patient that is not itself a correction')
  END;
END
