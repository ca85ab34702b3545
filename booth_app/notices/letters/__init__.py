"""What each mail says, one module per subject. A letter is written from the journal entry it answers to."""
