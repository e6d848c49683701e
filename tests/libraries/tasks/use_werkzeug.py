# Debian: python3-werkzeug
from werkzeug.datastructures import Headers, MultiDict
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, Rule
from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

urls = Map([Rule("/", endpoint="index"), Rule("/user/<int:id>/<name>", endpoint="user")])


@Request.application
def application(request):
    try:
        endpoint, values = urls.bind_to_environ(request.environ).match()
    except NotFound as error:
        return error
    return Response(f"{endpoint} {values} {request.args.get('q')} {request.form.to_dict()}", mimetype="text/plain", headers={"X-A": "b"})


client = Client(application)
for path in "/", "/user/3/x?q=é", "/none":
    answer = client.get(path)
    print(answer.status, answer.headers["Content-Type"], answer.get_data(as_text=True)[:60])
print(client.post("/", data={"a": "1"}).get_data(), Headers([("a", "1"), ("A", "2")]).getlist("a"), MultiDict([("k", 1), ("k", 2)]).lists().__next__())
