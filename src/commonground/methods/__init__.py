"""The science, pure: no Django, no clock, no network, random only from a passed seed."""
