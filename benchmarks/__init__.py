"""`make bench`: speed as ratios to a limit measured in the same run on the same machine. Never a test."""
