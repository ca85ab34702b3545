"""The plan as a part of pages: one booth's tile per state and language, the live feed. Used by all desks."""
