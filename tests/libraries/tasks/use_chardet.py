# Debian: python3-chardet
import chardet

for text, encoding in ("Привет, как дела? Это проверка кодировки." * 3, "windows-1251"), ("こんにちは世界、これは試験です。" * 3, "shift_jis"), ("plain", "ascii"), ("naïve café", "utf-8"), ("bom", "utf-16"):
    print(encoding, chardet.detect(text.encode(encoding)))
