"""Records, dates, links, quotations, queries, the trail: pure, standard library only, no I/O."""
