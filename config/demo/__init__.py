"""The demo organisation: invented texts and the loader that brings them in by services; never a rule of any room."""
