"""What leaves the site for other machines: open data, feeds, structured data, plain text, site map.

Everything is made from the catalogue. Review state travels with every record, and what nobody has reviewed
does not spread by itself (``kunskapsbank/review.py``).
"""
