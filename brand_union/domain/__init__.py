"""Pure arithmetic of a brand programme: plain values in, plain values out, no framework."""
