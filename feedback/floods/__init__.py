"""Holds floods back without knowing anybody; owns the buckets and what is asked when they run low.

It must never keep an address, a cookie, or anything that tells when something came in.
"""
