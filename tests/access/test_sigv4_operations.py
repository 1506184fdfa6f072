"""Whatever botocore sends to Connect, signed by botocore, is accepted; changed, it is not."""

import os
from dataclasses import replace
from typing import Any

import pytest
from botocore.awsrequest import create_request_object, prepare_request_dict
from botocore.serialize import create_serializer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.signing import HOST, KEY, KEYS, NOW, SESSION, refused, sign, signed
from outdial.access.sigv4 import verify
from outdial.http import Request
from outdial.wire.model import load
from wire.botocore_side import SERVICE
from wire.drawing import values

MODEL = load()
SERIALIZER = create_serializer("rest-json", include_validation=False)
ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"

each_operation = pytest.mark.parametrize("name", MODEL.operations)
examples = settings(
    max_examples=100 if os.environ.get("OUTDIAL_FUZZ") else 2,
    suppress_health_check=list(HealthCheck),
    deadline=None,
)


def sent(name: str, params: dict[str, Any], **options: Any) -> Request:
    """Make the request of an operation as botocore sends it, signed."""
    parts = SERIALIZER.serialize_to_request(params, SERVICE.operation_model(name))
    prepare_request_dict(parts, endpoint_url=f"https://{HOST}", user_agent="Boto3")
    return sign(create_request_object(parts), **options)


@each_operation
@examples
@given(data=st.data())
def test_every_operation_that_botocore_signs_is_accepted(name: str, data: st.DataObject) -> None:
    shape = MODEL.operations[name].input
    params: dict[str, Any] = data.draw(values(shape)) if shape else {}
    key = data.draw(st.sampled_from([KEY, SESSION]))

    verified = verify(sent(name, params, key=key), KEYS.get, now=NOW)

    assert verified.access_key == key.id


@pytest.mark.parametrize(
    "name", [name for name in MODEL.operations if MODEL.operations[name].method == "GET"]
)
@examples
@given(data=st.data())
def test_every_read_that_botocore_presigns_is_accepted(name: str, data: st.DataObject) -> None:
    shape = MODEL.operations[name].input
    params: dict[str, Any] = data.draw(values(shape)) if shape else {}
    key = data.draw(st.sampled_from([KEY, SESSION]))

    verified = verify(sent(name, params, key=key, expires=60), KEYS.get, now=NOW)

    assert verified.access_key == key.id


@settings(deadline=None)
@given(data=st.data())
def test_any_one_changed_byte_is_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(list(MODEL.operations)))
    shape = MODEL.operations[name].input
    params: dict[str, Any] = data.draw(values(shape)) if shape else {}
    request = sent(name, params, key=data.draw(st.sampled_from([KEY, SESSION])))

    changed = data.draw(st.sampled_from(list(changes(request))))

    refused(changed)


@pytest.mark.parametrize(
    "request_",
    [
        signed(
            "POST",
            "/queues/i/arn%3Aaws%3Aconnect%2Fq/outbound-caller-config?a=b&c=%2F~&d=",
            body=b'{"OutboundCallerConfig":{"OutboundCallerIdName":"\xc3\x84"}}',
            headers={"Content-Type": "application/json", "X-Amz-Meta": "a  b"},
            key=SESSION,
        ),
        signed(target="/instance/i?a=b", expires=60, key=SESSION),
    ],
    ids=["in the header", "in the query"],
)
def test_every_single_changed_byte_is_refused(request_: Request) -> None:
    verify(request_, KEYS.get, now=NOW)

    for changed in changes(request_):
        refused(changed)


def changes(request: Request) -> list[Request]:
    """Change each letter and digit of what was signed, and each byte of the body, one at a time."""
    names = ["authorization", *request.headers] if "authorization" in request.headers else ["host"]
    signed_names = request.headers.get("authorization", "SignedHeaders=host,")
    signed_names = signed_names.partition("SignedHeaders=")[2].partition(",")[0]
    kept = [name for name in names if name == "authorization" or name in signed_names.split(";")]
    return [
        *(replace(request, method=text) for text in changed(request.method)),
        *(replace(request, path=text) for text in changed(request.path)),
        *(replace(request, query=text) for text in changed(request.query)),
        *(
            replace(request, headers={**request.headers, name: text})
            for name in kept
            for text in changed(request.headers[name])
        ),
        *(
            replace(request, body=request.body[:at] + bytes([byte ^ 1]) + request.body[at + 1 :])
            for at, byte in enumerate(request.body)
        ),
        replace(request, body=request.body + b" "),
        replace(request, path=request.path + "/x"),
        replace(request, query=request.query + "&x"),
    ]


def changed(text: str) -> list[str]:
    """Put the next letter or digit for each: upper and lower case may mean the same."""
    return [
        text[:at]
        + ALPHABET[(ALPHABET.index(character.lower()) + 1) % len(ALPHABET)]
        + text[at + 1 :]
        for at, character in enumerate(text)
        if character.lower() in ALPHABET
    ]
