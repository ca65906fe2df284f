"""Where the log is kept: one SQLite file, its guards and its read models. Refuses to know the time or make a name."""
