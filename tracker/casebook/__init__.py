"""Use cases: read, decide, append, project, in one transaction. Knows the time; refuses to know a screen or an option."""
