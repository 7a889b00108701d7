"""The five pictures in Samples, each drawn from nothing by one module here."""
