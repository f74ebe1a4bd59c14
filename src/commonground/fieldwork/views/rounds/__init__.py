"""The team's pages: rounds, their people, their answers, and what is decided of them."""
