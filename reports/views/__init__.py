"""What comes back over HTTP for the plan and its assessment."""
