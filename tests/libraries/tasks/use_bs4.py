# Debian: python3-bs4
from bs4 import BeautifulSoup

soup = BeautifulSoup("<html><head><title>T</title></head><body><p class='a b' id=x>one <b>two</b></p><p class=c>three<br>four</p><!-- c --></body></html>", "html.parser")
print(soup.title.string, [p.get_text(" ", strip=True) for p in soup.find_all("p")], soup.find(id="x")["class"], soup.select("p.c")[0].contents)
soup.b.replace_with("2")
soup.p.insert_after(soup.new_tag("hr"))
print(soup.prettify())
print([tag.name for tag in soup.body.descendants if tag.name], soup.select_one("body > p:nth-of-type(2)").attrs)
