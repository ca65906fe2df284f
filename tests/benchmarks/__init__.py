"""Speed, measured beside a peer or the raw limit in the same run: median of five rounds, interleaved."""
