"""The window: a skin over the core. The only package that knows Qt.

``app`` starts it, ``window`` frames the pages, ``session`` is where pages and core
meet, ``tasks`` keeps everything slow off the screen's thread. Pages never import
each other; where one leads to another is data (``navigation``).
"""
