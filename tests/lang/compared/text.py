# Unicode: case mappings, normal forms, categories, surrogates
import unicodedata
print('ß'.upper(), 'ΑΣ'.lower(), 'İ'.casefold(), '٣'.isdigit(), len('𝄞'), '\N{GREEK SMALL LETTER ALPHA}')
print(unicodedata.normalize('NFD', 'é') == 'e\u0301', unicodedata.category('€'))
print('é'.encode('latin-1'), b'\xff'.decode('utf-8', 'surrogateescape').encode('utf-8', 'surrogateescape'))
