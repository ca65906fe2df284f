"""The words the record is written in: times, quantities, codes, vocabularies. Pure; knows no event and no file."""
