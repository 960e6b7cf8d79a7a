"""The room keeps no table: Django tells only apps with models that a migration has ended."""
