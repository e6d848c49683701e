# Debian: python3-itsdangerous
from itsdangerous import BadSignature, Signer, URLSafeSerializer

signer = Signer("secret", salt="s")
print(signer.sign("text"), signer.unsign(signer.sign("text")), URLSafeSerializer("k").dumps({"a": [1, 2]}), URLSafeSerializer("k").loads(URLSafeSerializer("k").dumps({"a": [1, 2]})))
for bad in "text.bad", "text":
    try:
        signer.unsign(bad)
    except BadSignature as error:
        print(error)
