"""What may be typed in about meetings."""
