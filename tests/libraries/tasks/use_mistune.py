# Debian: python3-mistune
import mistune

print(mistune.html("# T\n\n* a\n* **b** `c`\n\n> q\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n<i>raw</i> ~~s~~ [l](u 't') ![i](s)\n\n```py\ncode\n```\n"))
print(mistune.create_markdown(renderer="ast")("# a\n\ntext *e*"))
