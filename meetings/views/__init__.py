"""What comes back over HTTP for meetings."""
