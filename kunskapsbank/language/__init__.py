"""Language and truth checks on what readers meet: spelling, readability, unsourced figures and duties."""
