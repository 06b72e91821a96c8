"""Who works here: users, the tree of units, memberships, the table of rights, the audit trail.

Never knows what a report, a case or an edition is; rights are named by plain strings.
"""
