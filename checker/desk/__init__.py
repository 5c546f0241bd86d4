"""The auditor's desk: pages in the browser of this machine, made of the register and the reports.

Plain HTML with forms that works without a script; needs the extra ``web``. Nothing listens but on
127.0.0.1, and nothing is opened of what people drop but in reading processes (``isolation``).
"""
