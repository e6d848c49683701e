# Debian: python3-flask
import flask

app = flask.Flask("app")


@app.route("/hello/<name>", methods=["GET", "POST"])
def hello(name):
    return flask.render_template_string("<p>{{ name }} {{ request.args.q }}</p>", name=name)


@app.get("/json")
def data():
    return {"a": [1, None], "b": "é"}


@app.errorhandler(404)
def missing(error):
    return "no " + flask.request.path, 404


with app.test_client() as client:
    for path in "/hello/<x>?q=1", "/json", "/none":
        answer = client.get(path)
        print(answer.status_code, answer.content_type, answer.get_data(as_text=True))
with app.test_request_context("/x"):
    print(flask.url_for("hello", name="é"))
