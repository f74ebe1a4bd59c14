"""What goes wrong in the field, done on purpose: many writers at once, a killed server, a full disk."""
