"""The sections of reports, each made from the same queries as the pages."""
