"""Files of reporters; owns their limits, their seal and the words of a refusal. `jobs.rebuilding` writes them anew."""
