"""What the person decides: who asks for what, and what the answer is.

Everything here stands above the data (``datadonor``) and below what leaves
(``export``). Must not know Qt or the network.
"""
