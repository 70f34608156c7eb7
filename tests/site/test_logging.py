"""What stands in the logs, and what must not."""

import logging


def test_an_address_that_is_not_found_is_not_logged(client, db, caplog):
    assert client.get("/forum/treatments/7-my-embarrassing-question/").status_code == 404
    assert client.post("/forum/treatments/7-my-embarrassing-question/").status_code == 405

    assert "embarrassing" not in caplog.text


def test_what_failed_is_logged(caplog):
    logging.getLogger("django.request").error("Internal Server Error")

    assert "Internal Server Error" in caplog.text
