"""The only place that knows an engine. Leaving MkDocs means writing another module beside these."""
