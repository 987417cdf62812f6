from tests.builders import an_account, sign_in


def test_me(client, session):
    a = an_account(session)
    r = sign_in(client, a).get("/api/v1/me")
    assert r.status_code == 200, r.json
    print(r.json)
    r = client.delete("/api/v1/sessions/current")
    assert r.status_code == 204, r.json
    assert client.get("/api/v1/me").status_code == 401
