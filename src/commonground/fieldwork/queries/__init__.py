"""What can be read of a round: who may do what, how far it is, what was answered and decided."""
