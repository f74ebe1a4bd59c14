"""The writers of reports: PDF, Word, HTML and slides. Each prints what stands in the report, and computes nothing."""
