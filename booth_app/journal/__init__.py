"""What happened, in order: one row per change, append only. Audit, live feed and outbox all read it."""
