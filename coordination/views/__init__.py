"""What comes back over HTTP from the ground floor."""
