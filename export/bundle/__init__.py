"""The bundle: a tar of a bag that is a crate, with a signed list of everything in it.

``parts`` makes files of what leaves, ``survey`` lists them, ``writing`` writes them, the
other modules each know one of the formats that a bundle is at once. Bounded memory
throughout; nothing here knows of seals, folders or people. ``docs/formats/bundle.md``.
"""
