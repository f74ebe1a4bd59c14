"""What an audit finds in a workbook, one kind of finding a module."""
