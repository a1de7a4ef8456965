"""The schema: what an entry of each kind holds, and the words editors meet when they write one.

It is the single source of truth. Validation, the canonical form, the JSON Schemas, the form editor,
the templates and the editors' field guide are all derived from the models in this package.
"""
