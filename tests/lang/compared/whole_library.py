# unittest, argparse, logging, json as CPython's own modules
import argparse
import json
import logging
import sys
import unittest
class Test(unittest.TestCase):
    def test_one(self):
        self.assertEqual(json.loads(json.dumps({'a': [1, None, 2.5]})), {'a': [1, None, 2.5]})
result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromTestCase(Test).run(result)
parser = argparse.ArgumentParser(prog='p')
parser.add_argument('--n', type=int, default=5)
logging.basicConfig(stream=sys.stdout, format='%(levelname)s %(message)s')
logging.warning('logged')
print(result.testsRun, result.wasSuccessful(), parser.parse_args(['--n', '7']))
