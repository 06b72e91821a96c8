"""Error-tolerance cases under published criteria, from filing to letter.

Never knows a report of `feedback`, neither by key nor by time.
"""
