"""Plots of a person's own numbers. Only ``canvas`` knows the library that draws them."""
