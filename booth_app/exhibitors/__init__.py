"""Organisations, their people, their vetting for an exhibition, and what they show of themselves."""
