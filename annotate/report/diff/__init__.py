"""What differs between annotation files: for a terminal, a pull request, a browser, programs."""
