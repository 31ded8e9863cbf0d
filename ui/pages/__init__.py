"""The pages. Each is one screen, knows the session, and no other page."""
