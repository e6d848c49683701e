# Debian: python3-docutils
import docutils.core

source = """
Title
=====

*emphasis*, **strong**, ``literal``, a link_.

.. _link: http://example.org/

1. one
2. two

   - nested

.. note:: A note.

+---+---+
| a | b |
+---+---+

.. code:: python

   def f(): pass
"""
print(docutils.core.publish_string(source, writer_name="pseudoxml").decode())
print(docutils.core.publish_parts(source, writer_name="html5")["body"])
print(docutils.core.publish_string("a `broken", writer_name="latex", settings_overrides={"report_level": 5}).decode()[-60:])
