"""What closes a bundle for one recipient's keys, and what opens it there: age and Crypt4GH.

Streams in bounded memory, both ways; plaintext never touches the disk here. A seal keeps
others from reading. It says nothing about who made it: anyone can seal to a public key.
Who sent a bundle, and in Crypt4GH also whether it is whole and in order, is known only from
the signed manifest inside. Must not know: what the bytes mean. No network, no clock.
"""
