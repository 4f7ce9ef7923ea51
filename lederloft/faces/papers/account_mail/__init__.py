"""Mail that opens doors: invitations and new passwords."""
