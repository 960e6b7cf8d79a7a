"""The gate: what is published is searched for personal numbers first. It knows no records."""
