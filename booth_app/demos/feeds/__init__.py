"""The programme for other programs: calendars (iCalendar), the exchange form of conference tools, our own JSON."""
