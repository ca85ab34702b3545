"""The live feed: server-sent events on the event loop, resumed by journal number, one message for all listeners."""
