"""How we know it is good: labelled documents, the scores, the gate and the benchmark. Run from the repository root."""
