"""Reports of an edition: one content, set as tagged PDF, Word document, web page and slides."""
