"""Drafts of plans on the screen, and publishing them over claims."""
