"""The measurements themselves, run small."""
