# Debian: python3-sqlparse
import sqlparse

text = "select a, b as c from t where x = 'it''s' and y in (select 1) order by a desc; insert into t values (1, 2)"
print(sqlparse.format(text, reindent=True, keyword_case="upper"))
print(sqlparse.split(text), [(str(token.ttype), token.value) for token in sqlparse.parse(text)[0].flatten() if not token.is_whitespace][:12], sqlparse.parse(text)[1].get_type())
