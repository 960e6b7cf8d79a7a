"""Acts: what somebody at the desk can do with a record now. The room knows no records."""
