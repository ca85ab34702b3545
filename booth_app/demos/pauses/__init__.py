"""Pauses of the timetable: for prayers, computed for the place and the day, and others that staff set by hand."""
