"""Work outside a request: tasks, the once-only schedule, recovery, working days, and the rendering of PDF documents.

Never knows what any other room is about.
"""
