"""What may be recorded: the record in, events or a refusal out. Pure; refuses in one sentence that says what to do."""
