"""What may be typed in about the plan and its assessment."""
