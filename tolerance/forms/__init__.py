"""What people may enter about a case; owns the checks of fields, and leaves every rule to the services."""
