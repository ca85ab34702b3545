"""Shapes and revisions of a hall's plan. Hears nothing of claims."""
