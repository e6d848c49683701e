# Debian: python3-idna
import idna

print(idna.encode("ドメイン.テスト"), idna.decode("xn--eckwd4c7c.xn--zckzah"), idna.encode("faß.de"), idna.encode("Königsgäßchen", uts46=True))
for text in "a" * 64, "-x", "a..b", "\u0378":
    try:
        idna.encode(text)
    except idna.IDNAError as error:
        print(error)
