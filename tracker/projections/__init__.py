"""What follows from the facts: pure functions over a record and its chronology. No clock, no file, no SQL."""
