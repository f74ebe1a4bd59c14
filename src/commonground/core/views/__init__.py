"""Pages of this room: invitations, languages, seeing as somebody else."""
