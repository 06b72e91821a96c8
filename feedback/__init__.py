"""The anonymous channel, from the form to the problem that was removed.

Never holds who a reporter is, and never knows a case of `tolerance`.
"""
