"""Pure rules: plain values in, plain values out; no await, no clock, no chance, no I/O, no Discord."""
