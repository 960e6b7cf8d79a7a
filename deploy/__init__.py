"""How gunicorn serves the portal, and a proxy in front of it."""
