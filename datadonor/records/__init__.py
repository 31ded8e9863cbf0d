"""What is in the vault: data categories, and later codes and units, samples and documents.

Must not know who asks for the data or what the person decided.
"""
