"""What the pages of "My data" show, read on the database thread. No Qt in here."""
