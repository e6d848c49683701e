"""Modules in zip files: in the order of sys.path, in folders within the file, in packages that lie partly outside."""
import importlib
import os
import sys
import tempfile
import zipfile
import zipimport

folder = tempfile.mkdtemp()


def shown(path):
    return path.replace(folder, '{folder}')


def write(name, text):
    os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
    with open(os.path.join(folder, name), 'w') as file:
        file.write(text)


archive = os.path.join(folder, 'code.zip')
with zipfile.ZipFile(archive, 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('zipped.py', 'value = 1\ndef fail():\n    1 / 0\n')
    z.writestr('both.py', 'where = "zip"\n')
    z.writestr('pack/__init__.py', 'from . import part\n')
    z.writestr('pack/part.py', 'name = __name__\n')
    z.writestr('pack/data.txt', 'text in a zip file\n')
    z.writestr('space/', '')
    z.writestr('space/inside.py', 'where = "zip"\n')
    z.writestr('sub/deep/deeper.py', 'where = __file__\n')
    z.writestr('calendar.py', 'where = "the zip"\n')
write('plain/both.py', 'where = "folder"\n')
write('plain/space/outside.py', 'where = "folder"\n')
write('plain/zipped_not.py', 'where = "folder"\n')
plain = os.path.join(folder, 'plain')

sys.path[1:1] = [archive, plain]
import zipped, both, zipped_not, pack, calendar
print(zipped.value, both.where, zipped_not.where, pack.part.name, calendar.where)
print(shown(zipped.__file__), shown(repr(zipped.__loader__)), shown(pack.__path__[0]), zipped.__spec__.origin == zipped.__file__)
import space.inside, space.outside
print(space.inside.where, space.outside.where, [shown(p) for p in space.__path__])
try:
    import nowhere
except ModuleNotFoundError as e:
    print(e)
try:
    import pack.nowhere
except ModuleNotFoundError as e:
    print(e)
try:
    zipped.fail()
except ZeroDivisionError as e:
    trace = e.__traceback__.tb_next
    print(shown(trace.tb_frame.f_code.co_filename), trace.tb_lineno)
sys.path.insert(1, os.path.join(archive, 'sub', 'deep'))
import deeper
print(shown(deeper.where))

# a folder before the file
del sys.modules['both'], both
sys.path[1:4] = [plain, archive]
import both
print(both.where)

importer = zipimport.zipimporter(archive)
print(shown(repr(importer)), importer.find_spec('zipped').name, importer.find_spec('nothing'), importer.is_package('pack'))
print(importer.get_data(os.path.join(archive, 'pack', 'data.txt')), importer.get_source('both'))
import importlib.resources
print(importlib.resources.files(pack).joinpath('data.txt').read_text())
for bad in os.path.join(folder, 'no.zip'), plain, '':
    try:
        zipimport.zipimporter(bad)
    except zipimport.ZipImportError as e:
        print(shown(str(e)))
print(sys.path_hooks[0])
