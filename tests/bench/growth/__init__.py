"""How each cost grows with the library: `python -m tests.bench --growth`."""
