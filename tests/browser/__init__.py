"""A package, so that the server, the sample and Chromium end with this folder's last test."""
