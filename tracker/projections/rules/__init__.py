"""The rules of `tracker check`, one file per subject. A rule is a pure function of the evidence; none changes a fact."""
