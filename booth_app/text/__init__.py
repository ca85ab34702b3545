"""Words, numbers and dates as people write them, in both languages. Values in, values out; imports no other room."""
