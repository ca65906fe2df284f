"""Tables to events by a declared mapping of their columns. Refuses to guess a format."""
