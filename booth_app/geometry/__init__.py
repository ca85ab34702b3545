"""Shapes of a plan and the rules they must keep. Metres, y down. Knows no Flask and no SQLAlchemy."""
