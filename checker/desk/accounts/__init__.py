"""Several people at one desk: who they are, how they log in, and for how long.

Only where ``checker serve --users`` names a file of them; needs argon2-cffi (extra ``web``).
"""
