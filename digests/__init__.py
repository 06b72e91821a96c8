"""Quarterly editions: frozen figures first, the PDF second.

Never counts for itself what another room can count, and never shows a small cell.
"""
