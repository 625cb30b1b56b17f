"""Made-up sample files in the shape that housing companies export, for trying the import."""
