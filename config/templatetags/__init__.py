"""Template tags of the page frame; owns markup around blocks, never content."""
