"""Template filters of the room; they own wording in pages, never data."""
