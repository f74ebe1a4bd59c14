"""Pages that editors write, with charts and figures that stay tied to their editions."""
