# re: look-behind, named and atomic groups, possessive repeats
import re
print(re.findall(r'(?<=\$)(?P<price>\d++)(?:\.(?P<cents>\d\d))?', '$12.50 and $3'))
print(re.sub(r'(?i)(?P<w>b\w*)', lambda m: m['w'].upper(), 'a bee, Bob'), re.fullmatch(r'(?>a+)b', 'aab').span())
