"""The rules and codes of each family of workbooks."""
