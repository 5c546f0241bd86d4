"""The command line: arguments to a run, results to their places."""
