"""Which operation a message belongs to, and everything in it that botocore's service model does not allow."""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.etree import ElementTree

import botocore.parsers
import botocore.session

from .deviations import DEVIATIONS
from .walker import Violation, Walker, short

#: Signing name to botocore's service name. No other service belongs on the wire.
SERVICES = {"ssm": "ssm", "sts": "sts", "organizations": "organizations", "tagging": "resourcegroupstaggingapi", "s3": "s3", "ec2": "ec2",
            "ssm-quicksetup": "ssm-quicksetup", "iam": "iam", "config": "config", "events": "events",
            "securityhub": "securityhub", "cloudtrail": "cloudtrail"}

#: Codes that any operation can answer with, though no model lists them.
GENERIC_JSON = {
    "AccessDeniedException",
    "ExpiredTokenException",
    "IncompleteSignatureException",
    "InternalFailure",
    "InvalidSignatureException",
    "MissingAuthenticationTokenException",
    "SerializationException",
    "ServiceUnavailable",
    "ThrottlingException",
    "UnknownOperationException",
    "UnrecognizedClientException",
    "ValidationException",
}
GENERIC_QUERY = {
    "AccessDenied",
    "ExpiredToken",
    "IncompleteSignature",
    "InternalFailure",
    "InvalidAction",
    "InvalidClientTokenId",
    "MissingAuthenticationToken",
    "MissingParameter",
    "SignatureDoesNotMatch",
    "Throttling",
    "ValidationError",
}
GENERIC_S3 = {
    "AccessDenied",
    "AuthorizationHeaderMalformed",
    "BadDigest",
    "BucketAlreadyExists",
    "BucketAlreadyOwnedByYou",
    "BucketNotEmpty",
    "ConditionalRequestConflict",
    "EntityTooLarge",
    "EntityTooSmall",
    "ExpiredToken",
    "IncompleteBody",
    "InternalError",
    "InvalidAccessKeyId",
    "InvalidArgument",
    "InvalidBucketName",
    "InvalidDigest",
    "InvalidPart",
    "InvalidPartOrder",
    "InvalidRange",
    "InvalidRequest",
    "InvalidToken",
    "KeyTooLongError",
    "KMS.DisabledException",
    "KMS.NotFoundException",
    "MalformedXML",
    "MethodNotAllowed",
    "MissingContentLength",
    "NoSuchBucket",
    "NoSuchKey",
    "NoSuchUpload",
    "NotImplemented",
    "NotModified",
    "PermanentRedirect",
    "PreconditionFailed",
    "RequestTimeout",
    "RequestTimeTooSkewed",
    "SignatureDoesNotMatch",
    "SlowDown",
    "XAmzContentChecksumMismatch",
    "XAmzContentSHA256Mismatch",
}

#: Headers of every S3 request or response that no operation lists as a member.
S3_COMMON_REQUEST = {
    "x-amz-content-sha256",
    "x-amz-date",
    "x-amz-decoded-content-length",
    "x-amz-sdk-checksum-algorithm",
    "x-amz-security-token",
    "x-amz-trailer",
    "x-amz-user-agent",
}
S3_COMMON_RESPONSE = {"x-amz-id-2", "x-amz-request-id", "x-amz-bucket-region"}

CREDENTIAL = re.compile(r"Credential=([^/,]+)/(\d{8})/([^/]+)/([^/]+)/aws4_request")


@dataclass
class Message:
    """One request and its response, as bytes went over the wire."""

    method: str
    target: str
    request_headers: dict[str, str]
    request_body: bytes
    status: int = 0
    response_headers: dict[str, str] = field(default_factory=dict)
    response_body: bytes = b""


@dataclass
class Reading:
    """What a message turned out to be."""

    service: str = "?"
    operation: str = "?"
    region: str = "?"
    access_key: str = "?"
    status: int = 0
    error: str | None = None
    request: Any = None
    response: Any = None
    violations: list[Violation] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.service}.{self.operation}"


@functools.cache
def model(service: str):
    return botocore.session.get_session().get_service_model(service)


def strict_json(data: bytes, walker: Walker) -> Any:
    """The document, with the mistakes that a lenient reader passes over."""

    def pairs(items):
        seen = {}
        for key, value in items:
            if key in seen:
                walker.add("duplicate member", key, f"{key} stands twice in one object")
            seen[key] = value
        return seen

    def constant(name):
        raise ValueError(f"{name} is no JSON")

    return json.loads(data.decode("utf-8"), object_pairs_hook=pairs, parse_constant=constant)


def check(message: Message) -> Reading:
    """Reads one exchange. Violations that are known deviations of AWS itself are left out."""
    reading = Reading(status=message.status)
    found = CREDENTIAL.search(message.request_headers.get("authorization", ""))
    if found:
        reading.access_key, reading.region = found.group(1), found.group(3)
        reading.service = found.group(4)
    if reading.service not in SERVICES:
        reading.violations.append(Violation("service", "request", "", f"no known service in the credential scope: {reading.service}"))
        return reading
    service = model(SERVICES[reading.service])
    protocol = service.resolved_protocol
    {"json": _json, "query": _query, "ec2": _ec2, "rest-xml": _s3, "rest-json": _rest_json}[protocol](service, message, reading)
    reading.violations = [v for v in reading.violations if not any(d.covers(v) for d in DEVIATIONS)]
    return reading


def _request_id(walker: Walker, headers: dict[str, str], *names: str) -> None:
    if not any(headers.get(name) for name in names):
        walker.add("header", "", f"the answer carries no {names[0]}")


def _unknown_operation(reading: Reading, walker: Walker, name: str, service) -> bool:
    if name in service.operation_names:
        return False
    walker.add("unknown operation", "", f"{service.service_name} has no operation {name!r}")
    reading.violations += walker.violations
    return True


def _reparse(operation, message: Message, walker: Walker) -> None:
    """botocore's own parser must take the answer too."""
    parser = botocore.parsers.create_parser(operation.service_model.resolved_protocol)
    answer = {"status_code": message.status, "headers": message.response_headers, "body": message.response_body}
    try:
        parser.parse(answer, operation.output_shape)
    except Exception as error:
        walker.add("parser", "", f"botocore cannot parse the answer: {short(error)}")


# --- JSON 1.1: ssm, organizations, tagging ------------------------------------------------------------------------------------------


def _json(service, message: Message, reading: Reading) -> None:
    prefix, _, name = message.request_headers.get("x-amz-target", "").rpartition(".")
    reading.operation = name or "?"
    request = Walker(f"{reading.name} request")
    if prefix != service.metadata["targetPrefix"]:
        request.add("target", "", f"X-Amz-Target starts with {prefix!r}, not {service.metadata['targetPrefix']!r}")
    if message.method != "POST" or urlsplit(message.target).path != "/":
        request.add("target", "", f"{message.method} {message.target} is not POST /")
    wanted = f"application/x-amz-json-{service.metadata['jsonVersion']}"
    if message.request_headers.get("content-type") != wanted:
        request.add("header", "", f"Content-Type is {message.request_headers.get('content-type')!r}, not {wanted}")
    known = name in service.operation_names
    if not known:
        request.add("unknown operation", "", f"{service.service_name} has no operation {name!r}")
    try:
        reading.request = strict_json(message.request_body or b"{}", request)
    except ValueError as error:
        request.add("syntax", "", f"the body is no JSON: {error}")
    operation = service.operation_model(name) if known else None
    if operation is not None and reading.request is not None:
        if operation.input_shape is not None:
            request.walk(operation.input_shape, reading.request)
        elif reading.request != {}:
            request.add("unknown member", "", f"{name} takes no input")
    reading.violations += request.violations

    response = Walker(f"{reading.name} response")
    _request_id(response, message.response_headers, "x-amzn-requestid")
    if message.response_headers.get("content-type") != wanted:
        response.add("header", "", f"Content-Type is {message.response_headers.get('content-type')!r}, not {wanted}")
    try:
        reading.response = strict_json(message.response_body or b"{}", response)
    except ValueError as error:
        response.add("syntax", "", f"the body is no JSON: {error}")
        reading.violations += response.violations
        return
    if message.status == 200:
        if operation is None:
            response.add("unknown operation", "", f"{name} is not in the model and was answered with success")
        else:
            if operation.output_shape is not None:
                response.walk(operation.output_shape, reading.response)
            elif reading.response != {}:
                response.add("unknown member", "", f"{name} has no output")
            _reparse(operation, message, response)
    else:
        _json_error(operation, message, reading, response)
    reading.violations += response.violations


def _json_error(operation, message: Message, reading: Reading, walker: Walker) -> None:
    document = reading.response
    kind = document.get("__type") if isinstance(document, dict) else None
    if not isinstance(kind, str) or not kind:
        walker.add("error", "__type", "an error needs __type")
        return
    reading.error = kind.rpartition("#")[2]
    texts = [key for key in ("message", "Message") if key in document]
    if len(texts) > 1:
        walker.add("error", "", "both message and Message are there")
    shapes = {shape.metadata.get("error", {}).get("code", shape.name): shape for shape in operation.error_shapes} if operation else {}
    shape = shapes.get(reading.error)
    if shape is not None:
        rest = {key: value for key, value in document.items() if key not in ("__type", "message", "Message")}
        rest.update(
            {next(n for n in shape.members if n.lower() == "message"): document[texts[0]]}
            if texts and any(n.lower() == "message" for n in shape.members)
            else {}
        )
        walker.walk(shape, rest)
        server = bool(shape.metadata.get("fault")) or reading.error.startswith(("InternalServer", "ServiceException", "InternalService"))
    elif reading.error in GENERIC_JSON:
        for key in document:
            if key not in ("__type", "message", "Message"):
                walker.add("unknown member", key, f"{reading.error} has no member {key}")
        server = reading.error in ("InternalFailure", "ServiceUnavailable")
        if not texts and reading.error not in ("UnknownOperationException",):
            walker.add("error", "message", f"{reading.error} says nothing")
    else:
        walker.add("error code", "__type", f"{reading.error} is neither modelled for {reading.operation} nor a generic code")
        return
    if (message.status >= 500) != server:
        walker.add("status", "", f"{reading.error} came with HTTP status {message.status}")


# --- rest-json: ssm-quicksetup ------------------------------------------------------------------------------------------------------


def _route(service, message: Message):
    """The operation whose method and path template the request has, and the labels of the path: each is encoded whole."""
    path = urlsplit(message.target).path
    for name in service.operation_names:
        operation = service.operation_model(name)
        template = operation.http["requestUri"].partition("?")[0]
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(template))
        found = re.fullmatch(pattern, path)
        if found and operation.http["method"] == message.method:
            return operation, {label: unquote(text) for label, text in found.groupdict().items()}
    return None, {}


def _rest_json(service, message: Message, reading: Reading) -> None:
    operation, labels = _route(service, message)
    reading.operation = operation.name if operation else f"{message.method} {urlsplit(message.target).path}"
    request = Walker(f"{reading.name} request", "iso")
    if operation is None:
        request.add("unknown operation", "", f"{service.service_name} has no {reading.operation!r}")
        reading.violations += request.violations
        return
    try:
        document = strict_json(message.request_body or b"{}", request)
    except ValueError as error:
        request.add("syntax", "", f"the body is no JSON: {error}")
        document = {}
    members = operation.input_shape.members if operation.input_shape is not None else {}
    places = {member.serialization.get("name", name): (name, member) for name, member in members.items() if "location" in member.serialization}
    for name in document:
        if name in places:
            request.add("unknown member", name, f"{name} belongs into the path or the query")
    query: dict[str, list[str]] = {}
    for key, value in parse_qsl(urlsplit(message.target).query, keep_blank_values=True):
        query.setdefault(key, []).append(value)
    reading.request = dict(document)
    for label, text in labels.items():
        reading.request[places[label][0]] = text
    for key, values in query.items():
        if key not in places:
            request.add("unknown member", key, f"{reading.operation} has no parameter {key}")
            continue
        name, member = places[key]
        reading.request[name] = values if member.type_name == "list" else values[0]
    if operation.input_shape is not None:
        request.walk(operation.input_shape, reading.request)
    elif reading.request:
        request.add("unknown member", "", f"{reading.operation} takes no input")
    reading.violations += request.violations

    response = Walker(f"{reading.name} response", "iso")
    _request_id(response, message.response_headers, "x-amzn-requestid")
    try:
        reading.response = strict_json(message.response_body or b"{}", response)
    except ValueError as error:
        response.add("syntax", "", f"the body is no JSON: {error}")
        reading.violations += response.violations
        return
    if message.status == 200:
        if operation.output_shape is not None:
            response.walk(operation.output_shape, reading.response)
        elif reading.response != {}:
            response.add("unknown member", "", f"{reading.operation} has no output")
        _reparse(operation, message, response)
    else:
        _rest_error(operation, message, reading, response)
    reading.violations += response.violations


def _rest_error(operation, message: Message, reading: Reading, walker: Walker) -> None:
    reading.error = message.response_headers.get("x-amzn-errortype", "").partition(":")[0]
    shape = {one.name: one for one in operation.error_shapes}.get(reading.error)
    if shape is None:
        if reading.error not in GENERIC_JSON:
            walker.add("error code", "", f"{reading.error!r} is neither modelled for {reading.operation} nor a generic code")
        return
    walker.walk(shape, reading.response)
    wanted = shape.metadata.get("error", {}).get("httpStatusCode")
    if wanted is not None and message.status != wanted:
        walker.add("status", "", f"{reading.error} came with HTTP status {message.status}, not {wanted}")
    if not reading.response.get("Message"):
        walker.add("error", "Message", f"{reading.error} says nothing")


# --- query: sts ---------------------------------------------------------------------------------------------------------------------


def _query(service, message: Message, reading: Reading) -> None:
    form = message.request_body.decode("utf-8", "replace") if message.method == "POST" else urlsplit(message.target).query
    pairs = parse_qsl(form, keep_blank_values=True)
    values = dict(pairs)
    reading.operation = values.pop("Action", "?")
    version = values.pop("Version", None)
    request = Walker(f"{reading.name} request", "iso")
    if len(pairs) != len(dict(pairs)):
        request.add("duplicate member", "", "a parameter stands twice")
    if version != service.api_version:
        request.add("version", "Version", f"{version!r} is not {service.api_version}")
    if reading.operation not in service.operation_names:
        request.add("unknown operation", "", f"{service.service_name} has no operation {reading.operation!r}")
        operation = None
    else:
        operation = service.operation_model(reading.operation)
        left = dict(values)
        reading.request = _form(operation.input_shape, left, "") if operation.input_shape is not None else {}
        for name in left:
            request.add("unknown member", name, f"{reading.operation} has no parameter {name}", left[name])
        if operation.input_shape is not None:
            request.walk(operation.input_shape, reading.request)
    reading.violations += request.violations

    response = Walker(f"{reading.name} response", "iso")
    _request_id(response, message.response_headers, "x-amzn-requestid")
    try:
        root = ElementTree.fromstring(message.response_body)
    except ElementTree.ParseError as error:
        response.add("syntax", "", f"the body is no XML: {error}")
        reading.violations += response.violations
        return
    namespace = "{" + service.metadata["xmlNamespace"] + "}"
    if not root.tag.startswith(namespace):
        response.add("namespace", "", f"{root.tag} is not in {service.metadata['xmlNamespace']}")
    if message.status == 200 and operation is None:
        response.add("unknown operation", "", f"{reading.operation} is not in the model and was answered with success")
    elif message.status == 200:
        wrapper = operation.output_shape.serialization.get("resultWrapper", f"{reading.operation}Result")
        children = {local(child): child for child in root}
        if local(root) != f"{reading.operation}Response" or set(children) != {wrapper, "ResponseMetadata"}:
            response.add("wrapper", "", f"{local(root)} with {sorted(children)}")
        if wrapper in children:
            reading.response = _element(operation.output_shape, children[wrapper], response, "")
            response.walk(operation.output_shape, reading.response)
        _reparse(operation, message, response)
    else:
        error = next((child for child in root if local(child) == "Error"), None)
        parts = {local(child): (child.text or "") for child in error} if error is not None else {}
        reading.error = parts.get("Code")
        modelled = {s.metadata.get("error", {}).get("code", s.name) for s in operation.error_shapes} if operation else set()
        modelled |= {s.name for s in operation.error_shapes} if operation else set()
        if local(root) != "ErrorResponse" or not reading.error:
            response.add("error", "", "an error is ErrorResponse/Error/Code")
        elif reading.error not in modelled | GENERIC_QUERY:
            response.add("error code", "Code", f"{reading.error} is neither modelled for {reading.operation} nor a generic code")
        elif not parts.get("Message"):
            response.add("error", "Message", f"{reading.error} says nothing")
        if parts.get("Type") not in ("Sender", "Receiver"):
            response.add("error", "Type", f"{parts.get('Type')!r} is neither Sender nor Receiver")
    reading.violations += response.violations


def _ec2(service, message: Message, reading: Reading) -> None:
    """EC2's own kind of query: flat lists, names with a capital, and answers without a wrapper."""
    pairs = parse_qsl(message.request_body.decode("utf-8", "replace"), keep_blank_values=True)
    values = dict(pairs)
    reading.operation = values.pop("Action", "?")
    version = values.pop("Version", None)
    request = Walker(f"{reading.name} request", "iso")
    if message.method != "POST" or len(pairs) != len(dict(pairs)):
        request.add("duplicate member", "", "not POST, or a parameter stands twice")
    if version != service.api_version:
        request.add("version", "Version", f"{version!r} is not {service.api_version}")
    if _unknown_operation(reading, request, reading.operation, service):
        return
    operation = service.operation_model(reading.operation)
    left = dict(values)
    reading.request = _ec2_form(operation.input_shape, left, "")
    for name in left:
        request.add("unknown member", name, f"{reading.operation} has no parameter {name}", left[name])
    request.walk(operation.input_shape, reading.request)

    response = Walker(f"{reading.name} response", "iso")
    try:
        root = ElementTree.fromstring(message.response_body)
    except ElementTree.ParseError as error:
        response.add("syntax", "", f"the body is no XML: {error}")
    else:
        _ec2_answer(operation, root, message, reading, response)
    reading.violations += request.violations + response.violations


def _ec2_answer(operation, root, message: Message, reading: Reading, walker: Walker) -> None:
    if message.status == 200:
        if root.tag != f"{{http://ec2.amazonaws.com/doc/{operation.service_model.api_version}/}}{reading.operation}Response":
            walker.add("wrapper", "", f"{root.tag}")
        ids = [child for child in root if local(child) == "requestId"]
        if len(ids) != 1 or not ids[0].text:
            walker.add("header", "", "the answer carries no requestId")
        for child in ids:
            root.remove(child)
        reading.response = _element(operation.output_shape, root, walker, "")
        walker.walk(operation.output_shape, reading.response)
        _reparse(operation, message, walker)
        return
    # <Response><Errors><Error><Code/><Message/></Error></Errors><RequestID/></Response>
    texts = {local(element): element.text or "" for element in root.iter()}
    reading.error = texts.get("Code")
    if local(root) != "Response" or not reading.error or not texts.get("Message") or not texts.get("RequestID"):
        walker.add("error", "", f"an error is Response/Errors/Error with a Code, a Message and a RequestID: {sorted(texts)}")


def _ec2_form(shape, values: dict[str, str], prefix: str) -> Any:
    """Takes what belongs to the shape out of the form's values, by EC2's names."""

    def there(key):
        return any(other == key or other.startswith(key + ".") for other in values)

    if shape.type_name == "structure":
        document = {}
        for name, member in shape.members.items():
            own = member.serialization.get("queryName") or member.serialization.get("name", name)
            key = f"{prefix}.{own[:1].upper()}{own[1:]}" if prefix else f"{own[:1].upper()}{own[1:]}"
            if there(key):
                document[name] = _ec2_form(member, values, key)
        return document
    if shape.type_name == "list":
        items = []
        while there(key := f"{prefix}.{len(items) + 1}"):
            items.append(_ec2_form(shape.member, values, key))
        return items
    return _typed(shape, values.pop(prefix, None))


def local(element) -> str:
    return element.tag.rpartition("}")[2]


def _form(shape, values: dict[str, str], prefix: str) -> Any:
    """Takes what belongs to the shape out of the form's values."""
    if shape.type_name == "structure":
        document = {}
        for name, member in shape.members.items():
            key = f"{prefix}.{member.serialization.get('name', name)}" if prefix else member.serialization.get("name", name)
            if any(other == key or other.startswith(key + ".") for other in values):
                document[name] = _form(member, values, key)
        return document
    if shape.type_name == "list":
        items, base = [], prefix if shape.serialization.get("flattened") else f"{prefix}.{shape.member.serialization.get('name', 'member')}"
        if values.get(prefix) == "":
            values.pop(prefix)
        while any(other == f"{base}.{len(items) + 1}" or other.startswith(f"{base}.{len(items) + 1}.") for other in values):
            items.append(_form(shape.member, values, f"{base}.{len(items) + 1}"))
        return items
    return _typed(shape, values.pop(prefix, None))


def _typed(shape, text: str | None) -> Any:
    """Text of an XML element, a header or a form as the shape's type; as text where it is none, for the walker to say so."""
    if text is None:
        return None
    if shape.type_name in ("integer", "long") and re.fullmatch(r"-?\d+", text):
        return int(text)
    if shape.type_name in ("double", "float") and re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text)
    if shape.type_name == "boolean" and text in ("true", "false"):
        return text == "true"
    return text


def _element(shape, element, walker: Walker, path: str) -> Any:
    """An XML element as a document of the shape; what the shape does not know is a violation."""
    if shape.type_name == "structure":
        document: dict[str, Any] = {}
        names = {}
        for name, member in shape.members.items():
            if member.serialization.get("location"):
                continue
            flat = member.type_name == "list" and member.serialization.get("flattened")
            key = member.serialization.get("name") or (member.member.serialization.get("name") if flat else None) or name
            names[key] = (name, member, flat)
            if member.serialization.get("xmlAttribute"):
                names.pop(key)
        for child in element:
            where = f"{path}.{local(child)}" if path else local(child)
            if local(child) not in names:
                walker.add("unknown member", where, f"{shape.name} has no element {local(child)}")
                continue
            name, member, flat = names[local(child)]
            if flat:
                document.setdefault(name, []).append(_element(member.member, child, walker, where))
            elif name in document:
                walker.add("duplicate member", where, "the element stands twice")
            else:
                document[name] = _element(member, child, walker, where)
        return document
    if shape.type_name == "list":
        wanted = shape.member.serialization.get("name", "member")
        for child in element:
            if local(child) != wanted:
                walker.add("unknown member", path, f"a list of {wanted} has {local(child)}")
        return [_element(shape.member, child, walker, f"{path}[{index}]") for index, child in enumerate(element)]
    if len(element):
        walker.add("type", path, f"elements inside of a {shape.type_name}")
    return _typed(shape, element.text or "")


# --- S3 -----------------------------------------------------------------------------------------------------------------------------


@functools.cache
def _s3_operations():
    service = model("s3")
    table = []
    for name in service.operation_names:
        operation = service.operation_model(name)
        path, _, query = operation.http["requestUri"].partition("?")
        level = 2 if "{Key" in path else 1 if "{Bucket" in path else 0
        members = operation.input_shape.members if operation.input_shape is not None else {}
        required = operation.input_shape.required_members if operation.input_shape is not None else []
        keys = {members[m].serialization["name"] for m in required if members[m].serialization.get("location") == "querystring"}
        headers = {members[m].serialization["name"].lower() for m in required if members[m].serialization.get("location") == "header"}
        if not getattr(operation, "deprecated", False) and path != "/WriteGetObjectResponse":
            table.append((operation.http["method"], level, dict(parse_qsl(query, keep_blank_values=True)), keys, headers, name))
    return table


def _s3_operation(method: str, path: str, query: dict[str, str], headers: dict[str, str]) -> str | None:
    parts = path.lstrip("/").split("/", 1)
    level = 0 if not parts[0] else 1 if len(parts) == 1 or not parts[1] else 2
    fits = []
    for candidate, depth, constant, keys, needed, name in _s3_operations():
        if candidate == method and depth == level and keys <= set(query) and needed <= set(headers):
            if all(key in query and (value == "" or query[key] == value) for key, value in constant.items()):
                fits.append((len(constant) + len(keys) + len(needed), name))
    if query.get("x-id"):
        fits = [fit for fit in fits if fit[1] == query["x-id"]] or fits
    best = [name for weight, name in fits if weight == max(fits)[0]]
    for preferred in ("ListBuckets", "ListObjects"):
        if preferred in best:
            return preferred
    return best[0] if best else None


def _s3(service, message: Message, reading: Reading) -> None:
    parts = urlsplit(message.target)
    path, query = unquote(parts.path), dict(parse_qsl(parts.query, keep_blank_values=True))
    name = _s3_operation(message.method, path, query, message.request_headers)
    reading.operation = name or "?"
    request = Walker(f"{reading.name} request", "text")
    if name is None:
        request.add("unknown operation", "", f"{message.method} {message.target} is no S3 operation")
        reading.violations += request.violations
        return
    operation = service.operation_model(name)
    shape = operation.input_shape
    document: dict[str, Any] = {}
    used_query = set(dict(parse_qsl(operation.http["requestUri"].partition("?")[2], keep_blank_values=True))) | {"x-id"}
    used_headers = set(S3_COMMON_REQUEST)
    bucket, _, key = path.lstrip("/").partition("/")
    for member_name, member in (shape.members if shape is not None else {}).items():
        place, wire = member.serialization.get("location"), member.serialization.get("name", member_name)
        if place == "uri":
            document[member_name] = key if wire == "Key" else bucket
        elif place == "querystring" and wire in query:
            used_query.add(wire)
            document[member_name] = _typed(member, query[wire])
        elif place == "header" and wire.lower() in message.request_headers:
            used_headers.add(wire.lower())
            document[member_name] = _header(member, message.request_headers[wire.lower()], request, wire)
        elif place == "headers":
            used_headers |= {h for h in message.request_headers if h.startswith(wire.lower())}
    for left in sorted(set(query) - used_query):
        request.add("unknown member", left, f"{name} has no query parameter {left}", query[left])
    for left in sorted(h for h in message.request_headers if h.startswith("x-amz-") and h not in used_headers):
        request.add("unknown member", left, f"{name} has no header {left}", message.request_headers[left])
    payload = shape.serialization.get("payload") if shape is not None else None
    if payload and shape.members[payload].type_name == "structure":
        try:
            if message.request_body:
                document[payload] = _element(shape.members[payload], ElementTree.fromstring(message.request_body), request, payload)
        except ElementTree.ParseError as error:
            request.add("syntax", payload, f"the body is no XML: {error}")
    elif payload:
        document[payload] = b""
    if shape is not None:
        request.walk(shape, document)
    reading.request = document
    reading.violations += request.violations
    _s3_response(operation, message, reading)


def _header(member, text: str, walker: Walker, path: str) -> Any:
    if member.type_name == "timestamp":
        if not re.fullmatch(r"\w{3}, \d{2} \w{3} \d{4} \d\d:\d\d:\d\d GMT", text):
            walker.add("timestamp", path, f"{text!r} is no HTTP date", text)
        return 0
    return _typed(member, text)


def _s3_response(operation, message: Message, reading: Reading) -> None:
    walker = Walker(f"{reading.name} response", "text")
    _request_id(walker, message.response_headers, "x-amz-request-id")
    if message.status >= 300:
        reading.error = str(message.status)
        if message.method != "HEAD" and message.status != 304:
            try:
                root = ElementTree.fromstring(message.response_body)
                parts = {local(child): child.text or "" for child in root}
                reading.error = parts.get("Code") or reading.error
                modelled = {s.metadata.get("error", {}).get("code", s.name) for s in operation.error_shapes}
                if local(root) != "Error" or not parts.get("Code"):
                    walker.add("error", "", "an error is Error/Code")
                elif parts["Code"] not in modelled | GENERIC_S3:
                    walker.add("error code", "Code", f"{parts['Code']} is no S3 error code")
            except ElementTree.ParseError as error:
                walker.add("syntax", "", f"the error is no XML: {error}")
        reading.violations += walker.violations
        return
    shape = operation.output_shape
    document: dict[str, Any] = {}
    known = set(S3_COMMON_RESPONSE)
    for member_name, member in (shape.members if shape is not None else {}).items():
        place, wire = member.serialization.get("location"), member.serialization.get("name", member_name)
        if place == "header" and wire.lower() in message.response_headers:
            known.add(wire.lower())
            document[member_name] = _header(member, message.response_headers[wire.lower()], walker, wire)
        elif place == "headers":
            known |= {h for h in message.response_headers if h.startswith(wire.lower())}
    for left in sorted(h for h in message.response_headers if h.startswith("x-amz-") and h not in known):
        walker.add("unknown member", left, f"{operation.name} answers no header {left}", message.response_headers[left])
    payload = shape.serialization.get("payload") if shape is not None else None
    body = shape is not None and any(not m.serialization.get("location") for m in shape.members.values())
    if payload and shape.members[payload].type_name == "blob":
        document[payload] = b""
    elif body and message.method != "HEAD" and message.response_body:
        try:
            root = ElementTree.fromstring(message.response_body)
            if payload:
                document[payload] = _element(shape.members[payload], root, walker, payload)
            else:
                document.update(_element(shape, root, walker, ""))
        except ElementTree.ParseError as error:
            walker.add("syntax", "", f"the body is no XML: {error}")
    if shape is not None:
        walker.walk(shape, document)
        if not operation.has_streaming_output:
            _reparse(operation, message, walker)
    reading.response = document
    reading.violations += walker.violations
