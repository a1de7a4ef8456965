"""Se barnet: from the editors' YAML files to a catalogue of entries and the pages made from it."""
