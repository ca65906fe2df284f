"""The terminal interface: screens hold finished sheets and move an index."""
