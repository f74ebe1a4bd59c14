"""The statistical audit of an index as a report: HTML, PDF and JSON. It prints; ``methods.examination`` computes."""
