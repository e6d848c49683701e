import _helper

_helper.work(0)
