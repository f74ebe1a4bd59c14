"""Why a score changed between two editions or periods, split into six causes."""
