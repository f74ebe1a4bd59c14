"""Where things stand in the sheets of a family of workbooks."""
