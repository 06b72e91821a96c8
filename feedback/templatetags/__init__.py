"""Template tags of the anonymous channel; they word what is given and decide nothing."""
