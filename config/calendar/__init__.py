"""Working days as the system administrator enters them; owns that page, its writes and their lines in the trail."""
