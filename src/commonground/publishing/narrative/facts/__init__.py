"""What is said of a place, an area, an indicator, a group, an edition: facts with their cells, in no language."""
