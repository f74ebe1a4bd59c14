"""Charts as pictures: the explorer's tables drawn by Altair, with our own fonts."""
