"""Other people's formats to events and back, one package each. Pure: bytes in, data out, no file is opened here."""
