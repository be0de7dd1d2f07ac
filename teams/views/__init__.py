"""What comes back over HTTP about teams."""
