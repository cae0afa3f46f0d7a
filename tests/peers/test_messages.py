"""Hand-made exchanges: each mistake in a message is found, and a good message has none."""

import json

import pytest

from wire.messages import Message, check

AMZ_JSON = "application/x-amz-json-1.1"


def credential(service, region="us-east-1"):
    return f"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/{region}/{service}/aws4_request, SignedHeaders=host, Signature=0"


def ssm(operation="GetDefaultPatchBaseline", request=None, status=200, response=None, **changes):
    message = Message(
        "POST",
        "/",
        {"authorization": credential("ssm"), "x-amz-target": f"AmazonSSM.{operation}", "content-type": AMZ_JSON},
        json.dumps(request or {}).encode(),
        status,
        {"content-type": AMZ_JSON, "x-amzn-requestid": "1"},
        json.dumps({"BaselineId": "pb-0123456789abcdef0"} if response is None else response).encode(),
    )
    for name, value in changes.items():
        setattr(message, name, value)
    return message


def rules(message):
    return [(violation.where.rpartition(" ")[2], violation.rule, violation.path) for violation in check(message).violations]


def test_a_good_exchange_is_read_and_has_no_violation():
    reading = check(ssm(request={"OperatingSystem": "SUSE"}))
    assert (reading.name, reading.region, reading.access_key) == ("ssm.GetDefaultPatchBaseline", "us-east-1", "AKIDEXAMPLE")
    assert reading.violations == []
    assert reading.request == {"OperatingSystem": "SUSE"}


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (ssm(request={"OperatingSystem": "BEOS"}), ("request", "enum", "OperatingSystem")),
        (ssm(request={"Colour": 1}), ("request", "unknown member", "Colour")),
        (ssm("GetPatchBaseline"), ("request", "required", "BaselineId")),
        (ssm(request_body=b"{"), ("request", "syntax", "")),
        (ssm(request_body=b'{"OperatingSystem":"SUSE","OperatingSystem":"SUSE"}'), ("request", "duplicate member", "OperatingSystem")),
        (ssm(method="GET"), ("request", "target", "")),
        (ssm(target="/x"), ("request", "target", "")),
        (ssm(response={"baselineId": "pb-0123456789abcdef0"}), ("response", "unknown member", "baselineId")),
        (ssm(response={"BaselineId": "pb-0"}), ("response", "min", "BaselineId")),
        (ssm(response_body=b"<html>"), ("response", "syntax", "")),
        (ssm(response_body=b'{"BaselineId": NaN}'), ("response", "syntax", "")),
        (ssm(response_headers={"content-type": AMZ_JSON}), ("response", "header", "")),
        (ssm(response_headers={"content-type": "text/html", "x-amzn-requestid": "1"}), ("response", "header", "")),
        (ssm("Frobnicate", response={}), ("request", "unknown operation", "")),
        (ssm("DeletePatchBaseline", {"BaselineId": "pb-0123456789abcdef0"}, response={"Gone": True}), ("response", "unknown member", "Gone")),
        (ssm(status=400, response={"__type": "InvalidFilter", "Message": "m"}), ("response", "error code", "__type")),
        (ssm(status=400, response={"Message": "m"}), ("response", "error", "__type")),
        (ssm(status=400, response={"__type": "ValidationException"}), ("response", "error", "message")),
        (ssm(status=400, response={"__type": "ValidationException", "message": "m", "Hint": "h"}), ("response", "unknown member", "Hint")),
        (ssm(status=500, response={"__type": "ValidationException", "message": "m"}), ("response", "status", "")),
        (ssm(status=400, response={"__type": "InternalServerError", "Message": "m"}), ("response", "status", "")),
        (ssm(request_headers={"authorization": credential("sns")}), ("request", "service", "")),
        (
            ssm(request_headers={"authorization": credential("ssm"), "x-amz-target": "AmazonSSM.GetDefaultPatchBaseline", "content-type": "json"}),
            ("request", "header", ""),
        ),
    ],
)
def test_each_mistake_in_a_json_exchange_is_found(message, expected):
    assert expected in rules(message)


@pytest.mark.parametrize(
    "message",
    [
        ssm(status=400, response={"__type": "ThrottlingException", "message": "Rate exceeded"}),
        ssm(status=400, response={"__type": "com.amazonaws.ssm#ValidationException", "message": "m"}),
        ssm(status=500, response={"__type": "InternalServerError", "Message": "m"}),
        ssm("GetPatchBaseline", {"BaselineId": "pb-0123456789abcdef0"}, 400, {"__type": "DoesNotExistException", "Message": "m"}),
        # This error's shape has no member at all, and still says why.
        ssm("GetPatchBaseline", {"BaselineId": "pb-0123456789abcdef0"}, 400, {"__type": "InvalidResourceId"}),
    ],
)
def test_good_errors_have_no_violation(message):
    assert rules(message) == []


def test_a_millisecond_timestamp_is_found_by_the_walker():
    row = {"InstanceId": "i-0123456789abcdef0", "PatchGroup": "", "BaselineId": "pb-0123456789abcdef0", "Operation": "Scan"}
    row |= {"OperationStartTime": 1620064856000, "OperationEndTime": 1620064869.0}
    message = ssm("DescribeInstancePatchStates", {"InstanceIds": ["i-0123456789abcdef0"]}, response={"InstancePatchStates": [row]})
    found = rules(message)
    assert ("response", "timestamp", "InstancePatchStates[0].OperationStartTime") in found
    assert not [path for _, _, path in found if path.endswith("OperationEndTime")]


STS_OK = """<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::111122223333:user/op</Arn><UserId>AIDAEXAMPLE</UserId><Account>111122223333</Account>{extra}
</GetCallerIdentityResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></GetCallerIdentityResponse>"""
STS_ERROR = """<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>{type}</Type><Code>{code}</Code>
<Message>m</Message></Error><RequestId>1</RequestId></ErrorResponse>"""


def sts(form="Action=GetCallerIdentity&Version=2011-06-15", status=200, body=STS_OK.format(extra="")):
    headers = {"content-type": "text/xml", "x-amzn-requestid": "1"}
    return Message("POST", "/", {"authorization": credential("sts")}, form.encode(), status, headers, body.encode())


ROLE = "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A444455556666%3Arole%2FReader&RoleSessionName=me"
ASSUMED = """<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><AssumedRoleUser>
<Arn>arn:aws:sts::444455556666:assumed-role/Reader/me</Arn><AssumedRoleId>AROAEXAMPLE:me</AssumedRoleId></AssumedRoleUser><Credentials>
<AccessKeyId>ASIAEXAMPLEEXAMPLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
<Expiration>{at}</Expiration></Credentials></AssumeRoleResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>
</AssumeRoleResponse>"""


def test_good_sts_exchanges_have_no_violation():
    assert rules(sts()) == []
    reading = check(sts(ROLE + "&PolicyArns.member.1.arn=arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2FX", body=ASSUMED.format(at="2026-01-01T00:00:00Z")))
    assert reading.violations == []
    assert reading.request["PolicyArns"] == [{"arn": "arn:aws:iam::aws:policy/X"}]
    assert reading.response["Credentials"]["Expiration"] == "2026-01-01T00:00:00Z"
    assert rules(sts(status=403, body=STS_ERROR.format(type="Sender", code="AccessDenied"))) == []


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (sts("Action=GetCallerIdentity&Version=2010-01-01"), ("request", "version", "Version")),
        (sts("Action=GetCallerIdentity&Version=2011-06-15&Who=me"), ("request", "unknown member", "Who")),
        (sts("Action=Frobnicate&Version=2011-06-15"), ("request", "unknown operation", "")),
        (sts(ROLE.replace("&RoleSessionName=me", ""), body=ASSUMED.format(at="2026-01-01T00:00:00Z")), ("request", "required", "RoleSessionName")),
        (sts(ROLE + "&DurationSeconds=60", body=ASSUMED.format(at="2026-01-01T00:00:00Z")), ("request", "min", "DurationSeconds")),
        (sts(ROLE, body=ASSUMED.format(at="1767225600")), ("response", "timestamp", "Credentials.Expiration")),
        (sts(body=STS_OK.format(extra="<Mood>good</Mood>")), ("response", "unknown member", "Mood")),
        (sts(body=STS_OK.format(extra="").replace("https://sts", "http://other")), ("response", "namespace", "")),
        (sts(body=STS_OK.format(extra="").replace("CallerIdentityResult", "CallerResult")), ("response", "wrapper", "")),
        (sts(body="{}"), ("response", "syntax", "")),
        (sts(status=403, body=STS_ERROR.format(type="Sender", code="Nope")), ("response", "error code", "Code")),
        (sts(status=403, body=STS_ERROR.format(type="x", code="AccessDenied")), ("response", "error", "Type")),
    ],
)
def test_each_mistake_in_an_sts_exchange_is_found(message, expected):
    assert expected in rules(message)


def s3(method, target, headers=None, body=b"", status=200, response_headers=None, response=b""):
    request = {"authorization": credential("s3"), "x-amz-content-sha256": "UNSIGNED-PAYLOAD", "x-amz-date": "x", **(headers or {})}
    return Message(method, target, request, body, status, {"x-amz-request-id": "1", **(response_headers or {})}, response)


@pytest.mark.parametrize(
    ("message", "operation"),
    [
        (s3("PUT", "/b/k"), "PutObject"),
        (s3("PUT", "/b/k?x-id=PutObject"), "PutObject"),
        (s3("PUT", "/b/k", {"x-amz-copy-source": "/b/other"}), "CopyObject"),
        (s3("PUT", "/b/k?partNumber=1&uploadId=u"), "UploadPart"),
        (s3("POST", "/b/k?uploads"), "CreateMultipartUpload"),
        (s3("POST", "/b/k?uploadId=u"), "CompleteMultipartUpload"),
        (s3("DELETE", "/b/k?uploadId=u", status=204), "AbortMultipartUpload"),
        (s3("DELETE", "/b/k", status=204), "DeleteObject"),
        (s3("GET", "/b/dir/k.csv"), "GetObject"),
        (s3("GET", "/b/k?uploadId=u"), "ListParts"),
        (s3("HEAD", "/b/k"), "HeadObject"),
        (s3("HEAD", "/b"), "HeadBucket"),
        (s3("PUT", "/b"), "CreateBucket"),
        (s3("GET", "/b?list-type=2&prefix=x"), "ListObjectsV2"),
        (s3("GET", "/b/?list-type=2"), "ListObjectsV2"),
        (s3("GET", "/b"), "ListObjects"),
        (s3("GET", "/b?uploads"), "ListMultipartUploads"),
        (s3("GET", "/"), "ListBuckets"),
    ],
)
def test_s3_operations_are_told_apart(message, operation):
    assert check(message).operation == operation


LISTING = b"""<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><KeyCount>1</KeyCount><MaxKeys>1000</MaxKeys>
<IsTruncated>false</IsTruncated><Contents><Key>k</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><Size>3</Size></Contents>
</ListBucketResult>"""


@pytest.mark.parametrize(
    "message",
    [
        s3("PUT", "/b/k", {"if-none-match": "*", "x-amz-meta-a": "b", "x-amz-checksum-crc32": "AAAAAA=="}, b"x", response_headers={"etag": '"e"'}),
        s3("GET", "/b?list-type=2", response=LISTING),
        s3("PUT", "/b/k", status=412, response=b"<Error><Code>PreconditionFailed</Code></Error>"),
        s3("POST", "/b/k?uploadId=u", body=b"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>e</ETag></Part></CompleteMultipartUpload>"),
    ],
)
def test_good_s3_exchanges_have_no_violation(message):
    assert rules(message) == []


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (s3("PUT", "/b/k?colour=red"), ("request", "unknown member", "colour")),
        (s3("PUT", "/b/k", {"x-amz-colour": "red"}), ("request", "unknown member", "x-amz-colour")),
        (s3("PUT", "/b/k", {"x-amz-server-side-encryption": "rot13"}), ("request", "enum", "ServerSideEncryption")),
        (s3("PUT", "/b/k", response_headers={"x-amz-colour": "red"}), ("response", "unknown member", "x-amz-colour")),
        (s3("PUT", "/b/k?partNumber=one&uploadId=u"), ("request", "type", "PartNumber")),
        (s3("PATCH", "/b/k"), ("request", "unknown operation", "")),
        (s3("POST", "/b/k?uploadId=u", body=b"<C><Piece/></C>"), ("request", "unknown member", "MultipartUpload.Piece")),
        (s3("GET", "/b?list-type=2", response=LISTING.replace(b"KeyCount", b"Keys")), ("response", "unknown member", "Keys")),
        (s3("GET", "/b?list-type=2", response=LISTING.replace(b">3<", b">x<")), ("response", "type", "Contents[0].Size")),
        (s3("GET", "/b?list-type=2", response=LISTING.replace(b"2026-01-01T", b"01 Jan ")), ("response", "timestamp", "Contents[0].LastModified")),
        (s3("PUT", "/b/k", status=400, response=b"<Error><Code>Oops</Code></Error>"), ("response", "error code", "Code")),
        (s3("PUT", "/b/k", status=400, response=b"oops"), ("response", "syntax", "")),
        (s3("HEAD", "/b/k", response_headers={"last-modified": "2026-01-01"}), ("response", "timestamp", "Last-Modified")),
    ],
)
def test_each_mistake_in_an_s3_exchange_is_found(message, expected):
    assert expected in rules(message)
