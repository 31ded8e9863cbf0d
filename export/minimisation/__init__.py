"""No more than was asked: rules by which records are made less telling before they leave.

What may leave is written down as data (``resources/minimisation``) and everything else
stays: an element nobody has thought of is dropped, not sent.
"""
