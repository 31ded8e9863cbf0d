"""What leaves the computer: under another name, with no more than was allowed, and looked through.

Stands above ``consent``: nothing is chosen here, only carried out. Must not know any
window and no command.
"""
