"""`python -m atlascast` → the command."""

from atlascast.cli import main

if __name__ == "__main__":
    main()
