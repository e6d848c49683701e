# Debian: python3-pytest
import os
import re
import subprocess
import sys
import tempfile

SUITE = '''
import pytest

@pytest.fixture
def numbers():
    yield [1, 2, 3]

@pytest.mark.parametrize("a,b", [(i, i * i) for i in range(20)])
def test_square(a, b):
    assert a * a == b

class TestThings:
    def test_sum(self, numbers):
        assert sum(numbers) == 6
    def test_fails(self, numbers):
        assert numbers == [1, 2, 4]
    def test_raises(self):
        with pytest.raises(ZeroDivisionError, match="division"):
            1 / 0
    @pytest.mark.skip(reason="why not")
    def test_skipped(self):
        pass
    @pytest.mark.xfail
    def test_expected(self):
        assert False

def test_monkey(monkeypatch):
    monkeypatch.setenv("X", "1")
    import os
    assert os.environ["X"] == "1"
def test_tmp(tmp_path):
    (tmp_path / "f").write_text("hi")
    assert (tmp_path / "f").read_text() == "hi"
def test_capsys(capsys):
    print("out")
    assert capsys.readouterr().out == "out\\n"
def test_approx():
    assert 0.1 + 0.2 == pytest.approx(0.3)
def test_dict():
    assert {"a": 1, "b": [1, 2]} == {"a": 1, "b": [1, 3]}
def test_error():
    {}["missing"]
'''
with tempfile.TemporaryDirectory() as folder:
    with open(os.path.join(folder, "test_suite.py"), "w") as file:
        file.write(SUITE)
    done = subprocess.run([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rA", "--color=no", "test_suite.py"], cwd=folder, capture_output=True, text=True)
    print(done.returncode, re.sub(r"in \d+\.\d+s", "in _s", re.sub(r"(?m)^(platform|rootdir|plugins|cachedir).*\n", "", done.stdout.replace(folder, ""))), done.stderr)
