"""Conversations of the exchange room, by subject."""
