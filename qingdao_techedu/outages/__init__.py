"""When what the portal stands on is away: knowing it, and saying so instead of waiting."""
