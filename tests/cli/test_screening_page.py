"""docs/screening.md shows what the program prints."""
import os
import unittest

from doc_session import document
from program import SOURCE


class ThePage(unittest.TestCase):
    def test_it_shows_what_the_program_prints(self):
        self.assertEqual(document(os.path.join(SOURCE, "docs", "screening.md")).differences(), [])


if __name__ == "__main__":
    unittest.main()
