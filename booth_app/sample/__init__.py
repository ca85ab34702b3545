"""The sample exhibition: a three-day national forum in Riyadh. Every name in it is plainly fictitious."""
