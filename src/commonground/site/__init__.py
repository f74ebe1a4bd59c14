"""The web door: settings, addresses, base templates."""
