"""The explorer: a view is read from an address, becomes a table with a finding, and writes the same address back."""
