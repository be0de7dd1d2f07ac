"""What may be typed in in the exchange room, by subject."""
