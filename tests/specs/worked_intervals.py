"""Every interval of the two published cases, worked out by hand: the arithmetic beside the name. Refuses to import a derivation.

M is a month of 30.4375 d. A stated number of months is N ± 0.5 M, "with X" is the same day, ranges are as the case file has
them. What is fixed is added up; what is open adds up to a slack that a longer chain of the case may cut short.

Case 1: from the diagnosis to the second restaging lie the wait (0 to 14 d), two cycles (42 d), 7 M, the wait for the second
line (0 to 14 d), two cycles (42 d) and 5 M: at least 42 + 6.5 M + 42 + 4.5 M = 84 + 11 M. They are 14 M as well, 14.5 M at
most, so that all that is open in them together has a slack of 14.5 M - 84 - 11 M = 3.5 M - 84 = 22.53 d.

Case 2: from the diagnosis to the death lie six cycles (126 d), 4 M of maintenance, four cycles of 7 d at least, 6 M,
radiotherapy of 39 d at least, 3 M, 21 d at least of toripalimab and 2 M: at least 126 + 3.5 M + 28 + 5.5 M + 39 + 2.5 M + 21
+ 1.5 M = 214 + 13 M. The total is 21.5 M at most, which leaves a slack of 8.5 M - 214 = 44.72 d.
"""

M = 30.4375
SLACK_1 = 3.5 * M - 84
SLACK_2 = 8.5 * M - 214

Worked = tuple[str, str, str, float, float, bool | None]
"""What it is about, from, to, least and most days, censored."""

CASE_1: dict[str, list[Worked]] = {
    "overall_survival": [("", "dx", "last-follow-up", 27.5 * M, 28.5 * M, True)],
    "follow_up": [("", "dx", "last-follow-up", 27.5 * M, 28.5 * M, None)],
    "progression_free_survival": [
        # Two cycles and 7 M, of which the slack is left.
        ("1 asserted", "l1-c1", "pd-1", 42 + 6.5 * M, 42 + 6.5 * M + SLACK_1, False),
        # Two cycles and 5 M.
        ("2 asserted", "l2-c1", "pd-2", 42 + 4.5 * M, 42 + 4.5 * M + SLACK_1, False),
        # From the third line, which began 84 + 11 M to 14.5 M + 14 after the diagnosis, to 28 M after it.
        ("3 asserted", "l3-c1", "last-follow-up", 27.5 * M - 14.5 * M - 14, 28.5 * M - 84 - 11 * M, True),
        # The CT of the first restaging and the MRI of the second are worse, on the days of the declared progressions.
        *(
            (f"{line} {flavor}", f"{line}-c1", to, 42 + months * M, 42 + months * M + SLACK_1, False)
            for line, months, scan, declared in (("l1", 6.5, "restaging-1", "pd-1"), ("l2", 4.5, "restaging-2", "pd-2"))
            for flavor, to in (("imaging", scan), ("oncologist", declared), ("either", scan), ("both", scan))
        ),
        *(
            (f"l3 {flavor}", "l3-c1", "last-follow-up", 13 * M - 14, 17.5 * M - 84, True)
            for flavor in ("imaging", "oncologist", "either", "both")
        ),
    ],
    # 14 M after the diagnosis less a wait of 0 to 14 d; the parts need 84 + 11 M.
    "second_progression": [("1 asserted", "l1-c1", "pd-2", 84 + 11 * M, 14.5 * M, False)],
    "time_to_next_treatment": [
        ("1", "l1-c1", "l2-c1", 42 + 6.5 * M, 42 + 6.5 * M + SLACK_1, False),
        # The wait for the third line comes after the 14 M, outside of the slack.
        ("2", "l2-c1", "l3-c1", 42 + 4.5 * M, 42 + 4.5 * M + SLACK_1 + 14, False),
        ("3", "l3-c1", "last-follow-up", 13 * M - 14, 17.5 * M - 84, True),
    ],
    "time_on_treatment": [
        # Capecitabine to day 14 of the second cycle, which began on day 21: 21 + 14.
        ("1", "l1-c1", "l1-c2", 35, 35, False),
        # Cisplatin on days 1 and 2.
        ("2", "l2-c1", "l2-c2", 23, 23, False),
        # The drugs of the third course are not stated, and so not their days.
        ("3", "l3-c1", "l3-c2", 22, 22, False),
    ],
    "treatment_free": [
        ("1", "l1-held", "l2-c1", 6.5 * M, 6.5 * M + SLACK_1, False),
        ("2", "l2-held", "l3-c1", 4.5 * M, 4.5 * M + SLACK_1 + 14, False),
        ("3", "l3-stopped", "drug-free-end", 6.5 * M, 7.5 * M, True),
    ],
    "time_to_response": [],
    "duration_of_response": [],
    "disease_control": [],
    # 28 M less the 14 M, the third course (0 to 14 d, then 42 d) and 7 M without drugs.
    "unaccounted": [
        (
            "",
            "dx",
            "last-follow-up",
            27.5 * M - 14.5 * M - 14 - 42 - 7.5 * M,
            28.5 * M - 84 - 11 * M - 42 - 6.5 * M,
            None,
        )
    ],
    "regimen": [
        ("l1", "l1", "l1-held", 42, 42, False),
        ("l2", "l2", "l2-held", 42, 42, False),
        ("l3", "l3", "l3-stopped", 42, 42, False),
    ],
    "cycle": [
        (f"l{line}", f"l{line}-c{number}", f"l{line}-c{number}.end", 21, 21, False)
        for line in (1, 2, 3)
        for number in (1, 2)
    ],
    "radiotherapy": [],
    "hold": [
        ("l1", "l1-held", "l2", 6.5 * M, 6.5 * M + SLACK_1, False),
        ("l2", "l2-held", "l3", 4.5 * M, 4.5 * M + SLACK_1 + 14, False),
    ],
}

CASE_2: dict[str, list[Worked]] = {
    "overall_survival": [("", "dx", "death", 20.5 * M, 21.5 * M, False)],
    "follow_up": [("", "dx", "death", 20.5 * M, 21.5 * M, None)],
    "progression_free_survival": [
        # Six cycles and 4 M of maintenance.
        ("1 asserted", "l1-c1", "pd-1", 126 + 3.5 * M, 126 + 4.5 * M, False),
        # Four cycles of 7 to 28 d and 6 M: together they would be open by 84 d + M, more than the slack.
        ("2 asserted", "l2-c1", "pd-2", 28 + 5.5 * M, 28 + 5.5 * M + SLACK_2, False),
        # Radiotherapy of 39 to 46 d and 3 M.
        ("3 asserted", "rt-1-cis-1", "pd-3", 39 + 2.5 * M, 46 + 3.5 * M, False),
        ("3 recist", "rt-1-cis-1", "restaging-5", 39 + 2.5 * M, 46 + 3.5 * M, False),
        # No later look confirms it.
        ("3 irecist", "rt-1-cis-1", "restaging-5", 39 + 2.5 * M, 46 + 3.5 * M, True),
        ("4 asserted", "l4", "l4", 0, 0, True),
        # Between the start and the stop of a regimen of 2 M.
        ("5 asserted", "l5", "pd-4", 0, 2.5 * M, False),
        *((f"l1 {flavor}", "l1-c1", "m1", 126, 126, True) for flavor in ("imaging", "oncologist", "either", "both")),
        *(
            (f"m1 {flavor}", "m1", to, 3.5 * M, 4.5 * M, False)
            for flavor, to in (("imaging", "restaging-2"), ("oncologist", "pd-1"))
        ),
        ("m1 either", "m1", "restaging-2", 3.5 * M, 4.5 * M, False),
        ("m1 both", "m1", "restaging-2", 3.5 * M, 4.5 * M, False),
        *((f"l2 {f}", "l2-c1", "m2", 28, 28 + SLACK_2, True) for f in ("imaging", "oncologist", "either", "both")),
        ("m2 imaging", "m2", "restaging-4", 5.5 * M, 6.5 * M, False),
        ("m2 oncologist", "m2", "pd-2", 5.5 * M, 6.5 * M, False),
        ("m2 either", "m2", "restaging-4", 5.5 * M, 6.5 * M, False),
        ("m2 both", "m2", "restaging-4", 5.5 * M, 6.5 * M, False),
        *((f"rt-1-cis {f}", "rt-1-cis-1", "m3", 39, 46, True) for f in ("imaging", "oncologist", "either", "both")),
        ("m3 imaging", "m3", "restaging-5", 2.5 * M, 3.5 * M, False),
        ("m3 oncologist", "m3", "pd-3", 2.5 * M, 3.5 * M, False),
        ("m3 either", "m3", "restaging-5", 2.5 * M, 3.5 * M, False),
        ("m3 both", "m3", "restaging-5", 2.5 * M, 3.5 * M, False),
        *((f"l4 {f}", "l4", "l5", 21, 21 + SLACK_2, True) for f in ("imaging", "oncologist", "either", "both")),
        ("l5 imaging", "l5", "death", 1.5 * M, 1.5 * M + SLACK_2, False),
        ("l5 oncologist", "l5", "pd-4", 0, 2.5 * M, False),
        ("l5 either", "l5", "pd-4", 0, 2.5 * M, False),
        ("l5 both", "l5", "death", 1.5 * M, 1.5 * M + SLACK_2, False),
    ],
    "second_progression": [("1 asserted", "l1-c1", "pd-2", 126 + 3.5 * M + 28 + 5.5 * M, 154 + 9 * M + SLACK_2, False)],
    "time_to_next_treatment": [
        # Six cycles, 4 M and a wait of 0 to 14 d; M + 14 d is just below the slack.
        ("1", "l1-c1", "l2-c1", 126 + 3.5 * M, 126 + 4.5 * M + 14, False),
        ("2", "l2-c1", "rt-1-cis-1", 28 + 5.5 * M, 28 + 5.5 * M + SLACK_2, False),
        ("3", "rt-1-cis-1", "l4", 39 + 2.5 * M, 39 + 2.5 * M + SLACK_2, False),
        ("4", "l4", "l5", 21, 21 + SLACK_2, False),
        ("5", "l5", "death", 1.5 * M, 1.5 * M + SLACK_2, False),
    ],
    # The maintenance has no recorded cycles: it counts to the day of its stop, that day included.
    "time_on_treatment": [
        ("1", "l1-c1", "m1-stopped", 126 + 3.5 * M + 1, 126 + 4.5 * M + 14 + 1, False),
        ("2", "l2-c1", "m2-stopped", 28 + 5.5 * M + 1, 28 + 5.5 * M + SLACK_2 + 1, False),
        ("3", "rt-1-cis-1", "m3-stopped", 39 + 2.5 * M + 1, 39 + 2.5 * M + SLACK_2 + 1, False),
        ("4", "l4", "l4-stopped", 21 + 1, 21 + SLACK_2 + 1, False),
        ("5", "l5", "l5-stopped", 1.5 * M + 1, 2.5 * M + 1, False),
    ],
    # Each line stops where the next one starts; only before the radiotherapy lie 0 to 30 d.
    "treatment_free": [
        ("1", "m1-stopped", "l2-c1", 0, 0, False),
        ("2", "m2-stopped", "rt-1-cis-1", 0, 30, False),
        ("3", "m3-stopped", "l4", 0, 0, False),
        ("4", "l4-stopped", "l5", 0, 0, False),
    ],
    # Within the sixth cycle, which began on day 105.
    "time_to_response": [("1 asserted", "l1-c1", "cr-1", 105, 126, None)],
    "duration_of_response": [("1 asserted", "cr-1", "pd-1", 3.5 * M, 21 + 4.5 * M, False)],
    # Of the second line only the node is called stable: no overall category is stated.
    "disease_control": [("1 asserted", "l1-c1", "pd-1", 126 + 3.5 * M, 126 + 4.5 * M, False)],
    # Gaps lie before the radiotherapy (0 to 30 d) and the death (0 to 44.72 d); the phases leave the slack at most.
    "unaccounted": [("", "dx", "death", 0, SLACK_2, None)],
    "regimen": [
        ("l1", "l1", "m1", 126, 126, False),
        ("m1", "m1", "m1-stopped", 3.5 * M, 4.5 * M + 14, False),
        ("l2", "l2", "l2-stopped", 28, 28 + SLACK_2, False),
        ("m2", "m2", "m2-stopped", 5.5 * M, 5.5 * M + SLACK_2, False),
        # Three weekly cycles.
        ("rt-1-cis", "rt-1-cis", "rt-1-cis-stopped", 21, 21, False),
        ("m3", "m3", "m3-stopped", 2.5 * M, 3.5 * M + 14, False),
        ("l4", "l4", "l4-stopped", 21, 21 + SLACK_2, False),
        ("l5", "l5", "l5-stopped", 1.5 * M, 2.5 * M, False),
    ],
    "cycle": [
        *(("l1", f"l1-c{number}", f"l1-c{number}.end", 21, 21, False) for number in range(1, 7)),
        *(("l2", f"l2-c{number}", f"l2-c{number}.end", 7, 28, False) for number in range(1, 5)),
        *(("rt-1-cis", f"rt-1-cis-{number}", f"rt-1-cis-{number}.end", 7, 7, False) for number in range(1, 4)),
    ],
    "radiotherapy": [("", "rt-1", "rt-1.end", 39, 46, False), ("", "rt-2", "rt-2.end", 4, 7, False)],
    "hold": [],
}

NOT_EVALUABLE = {
    ("npc-1", "1 recist"): "axillary-right was seen at that site before",
    ("npc-1", "2 recist"): "cervical was seen at that site before",
    ("npc-1", "3 recist"): "no usable size at baseline",
    ("npc-2", "1 recist"): "no size at the line's baseline",
    ("npc-2", "2 recist"): "it cannot be told whether it is new",
    ("npc-2", "4 recist"): "no assessment in the line",
    ("npc-2", "5 recist"): "no assessment in the line",
}
"""Why the response criteria cannot be applied, in words of the reason; by iRECIST for the same reason."""

OTHER_READINGS: list[tuple[str, str, str, str, float, float]] = [
    # 7 M from the first dose on.
    ("npc-1", "seven-months=T", "progression_free_survival", "1 asserted", 6.5 * M, 7.5 * M),
    # 1 M and 7 M from the first dose on; 14.5 M less 42 d and 4.5 M at most.
    ("npc-1", "seven-months=E", "progression_free_survival", "1 asserted", 7 * M, 10 * M - 42),
    # The third course ends 7 M before the last contact and the time without drugs lasts 7 M, each rounded.
    ("npc-1", "course-3-end=C", "unaccounted", "", 0, M),
    # 6 M from the first progression on, less a wait of 0 to 14 d.
    ("npc-2", "six-months=O", "progression_free_survival", "2 asserted", 5.5 * M - 14, 6.5 * M),
    ("npc-2", "six-months=O", "second_progression", "1 asserted", 126 + 9 * M, 126 + 11 * M),
]
