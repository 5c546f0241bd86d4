"""Word files nobody tuned the reader on: figures that hold, quirks of offices, planted traps."""
