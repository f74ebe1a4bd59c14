"""The public pages: what an edition shows, as HTML, JSON and CSV."""
