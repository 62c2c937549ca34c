"""Reading and checking record files, the index, and the facade that both front ends use."""
