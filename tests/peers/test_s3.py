"""boto3 against the sandbox's S3: what an export must be able to rely on, and what must not be there after a failure."""

from __future__ import annotations

import base64
import hashlib
import itertools
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from support import MANAGEMENT, MEMBER, error_of, pages

PART = 5 * 1024 * 1024
NUMBER = itertools.count()


@pytest.fixture
def s3(served, wire):
    return served.client("s3", wire.url)


@pytest.fixture
def bucket(s3):
    name = f"peers-{next(NUMBER)}"
    s3.create_bucket(Bucket=name)
    yield name
    for page in pages(s3, "list_objects_v2", "ContinuationToken", Bucket=name):
        for row in page.get("Contents", []):
            s3.delete_object(Bucket=name, Key=row["Key"])


def keys(s3, bucket: str) -> list[str]:
    return [row["Key"] for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket) for row in page.get("Contents", [])]


def body(s3, bucket: str, key: str) -> bytes:
    return s3.get_object(Bucket=bucket, Key=key)["Body"].read()


def uploads(s3, bucket: str) -> list:
    return s3.list_multipart_uploads(Bucket=bucket).get("Uploads", [])


def test_what_is_put_is_read_back(s3, bucket):
    data = bytes(range(256)) * 100
    put = s3.put_object(Bucket=bucket, Key="dir/report.csv", Body=data, ContentType="text/csv", Metadata={"made-by": "peers"})
    head = s3.head_object(Bucket=bucket, Key="dir/report.csv")
    assert head["ContentLength"] == len(data)
    assert head["ETag"] == put["ETag"] == f'"{hashlib.md5(data).hexdigest()}"'
    assert head["ContentType"] == "text/csv"
    assert head["Metadata"] == {"made-by": "peers"}
    assert body(s3, bucket, "dir/report.csv") == data
    part = s3.get_object(Bucket=bucket, Key="dir/report.csv", Range="bytes=10-19")
    assert part["Body"].read() == data[10:20]
    assert part["ContentRange"] == f"bytes 10-19/{len(data)}"


@pytest.mark.parametrize("key", ["a b+c&d=e%20.csv", "日本/レポート.csv", "x?y#z.csv", "/".join(["reports"] * 8)])
def test_odd_keys(s3, bucket, key):
    s3.put_object(Bucket=bucket, Key=key, Body=b"x")
    assert body(s3, bucket, key) == b"x"
    assert keys(s3, bucket) == [key]


def test_a_key_that_the_file_system_cannot_keep_is_refused(s3, bucket):
    """S3 takes 1,024 bytes; the sandbox says that it does not."""
    assert error_of(s3.put_object, Bucket=bucket, Key="/".join(["folder-of-reports"] * 10), Body=b"x") == "KeyTooLongError"
    assert keys(s3, bucket) == []


@pytest.mark.parametrize("key", ["../escaped", "a/../../escaped", "../peers-neighbour/k", "..", "."])
def test_a_key_never_leaves_its_bucket(served, s3, bucket, key):
    """To S3 these are names like any other. Refusing them is fine; writing somewhere else is not."""
    if error_of(s3.head_bucket, Bucket="peers-neighbour") == "404":
        s3.create_bucket(Bucket="peers-neighbour")
    before, files = keys(s3, "peers-neighbour"), set(served.folder.rglob("*escaped*"))
    outcome = error_of(s3.put_object, Bucket=bucket, Key=key, Body=b"x")
    assert keys(s3, "peers-neighbour") == before
    assert set(served.folder.rglob("*escaped*")) == files
    assert keys(s3, bucket) == ([key] if outcome.startswith("no error") else [])


def test_listing_in_pages(s3, bucket):
    names = [f"{folder}/{number:02}.csv" for folder in "ab" for number in range(7)]
    for name in names:
        s3.put_object(Bucket=bucket, Key=name, Body=b"x")
    listed = list(s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, PaginationConfig={"PageSize": 3}))
    assert [row["Key"] for page in listed for row in page["Contents"]] == names
    assert all(page["KeyCount"] <= 3 for page in listed)
    only = s3.list_objects_v2(Bucket=bucket, Prefix="b/")
    assert [row["Key"] for row in only["Contents"]] == names[7:]
    folders = s3.list_objects_v2(Bucket=bucket, Delimiter="/")
    assert [row["Prefix"] for row in folders["CommonPrefixes"]] == ["a/", "b/"]
    assert "Contents" not in folders


def test_what_is_not_there(s3, bucket):
    assert error_of(s3.get_object, Bucket=bucket, Key="nothing") == "NoSuchKey"
    assert error_of(s3.head_object, Bucket=bucket, Key="nothing") == "404"
    assert error_of(s3.list_objects_v2, Bucket="peers-no-such-bucket") == "NoSuchBucket"
    assert error_of(s3.head_bucket, Bucket="peers-no-such-bucket") == "404"
    assert error_of(s3.create_multipart_upload, Bucket="peers-no-such-bucket", Key="k") == "NoSuchBucket"


def test_a_put_does_not_make_the_bucket(s3):
    assert error_of(s3.put_object, Bucket="peers-no-such-bucket", Key="k", Body=b"x") == "NoSuchBucket"
    assert error_of(s3.head_bucket, Bucket="peers-no-such-bucket") == "404"


@pytest.mark.parametrize(
    "wrong",
    [
        {"ChecksumCRC32": base64.b64encode(zlib.crc32(b"other").to_bytes(4, "big")).decode()},
        {"ChecksumSHA256": base64.b64encode(hashlib.sha256(b"other").digest()).decode()},
        {"ContentMD5": base64.b64encode(hashlib.md5(b"other").digest()).decode()},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_an_object_with_a_wrong_checksum_is_not_kept(s3, bucket, wrong):
    assert error_of(s3.put_object, Bucket=bucket, Key="new", Body=b"data", **wrong) in ("BadDigest", "XAmzContentChecksumMismatch", "InvalidRequest")
    assert keys(s3, bucket) == []
    assert error_of(s3.head_object, Bucket=bucket, Key="new") == "404"
    s3.put_object(Bucket=bucket, Key="old", Body=b"before")
    assert error_of(s3.put_object, Bucket=bucket, Key="old", Body=b"data", **wrong) in ("BadDigest", "XAmzContentChecksumMismatch", "InvalidRequest")
    assert body(s3, bucket, "old") == b"before"


def test_a_right_checksum_is_taken_and_told(s3, bucket):
    checksum = base64.b64encode(zlib.crc32(b"data").to_bytes(4, "big")).decode()
    assert s3.put_object(Bucket=bucket, Key="k", Body=b"data", ChecksumCRC32=checksum)["ChecksumCRC32"] == checksum


def test_a_body_that_the_signature_does_not_cover_is_not_kept(served, s3, bucket):
    """The signed hash of the payload is of other bytes."""

    def swap(request, **_):
        request.body = b"DATA"

    cheat = served.client("s3", s3.meta.endpoint_url)
    cheat.meta.events.register("before-send.s3.PutObject", swap)
    # The proxy takes no part in this: what the model allows is not the point.
    assert error_of(cheat.put_object, Bucket=bucket, Key="k", Body=b"data") in (
        "XAmzContentSHA256Mismatch",
        "IncompleteBody",
        "BadDigest",
        "SignatureDoesNotMatch",
        "InvalidRequest",
    )
    assert keys(s3, bucket) == []


def test_if_none_match_never_overwrites(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=b"first", IfNoneMatch="*")
    assert error_of(s3.put_object, Bucket=bucket, Key="k", Body=b"second", IfNoneMatch="*") == "PreconditionFailed"
    assert body(s3, bucket, "k") == b"first"


def test_if_none_match_has_one_winner(served, wire, s3, bucket):
    def attempt(number: int) -> str:
        return error_of(served.client("s3", wire.url).put_object, Bucket=bucket, Key="race", Body=b"%d" % number, IfNoneMatch="*")

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(attempt, range(8)))
    won = [number for number, result in enumerate(results) if result.startswith("no error")]
    assert len(won) == 1, results
    assert {result for number, result in enumerate(results) if number not in won} <= {"PreconditionFailed", "ConditionalRequestConflict"}
    assert body(s3, bucket, "race") == b"%d" % won[0]


def test_if_match(s3, bucket):
    tag = s3.put_object(Bucket=bucket, Key="k", Body=b"first")["ETag"]
    assert error_of(s3.put_object, Bucket=bucket, Key="k", Body=b"x", IfMatch='"00000000000000000000000000000000"') == "PreconditionFailed"
    assert body(s3, bucket, "k") == b"first"
    s3.put_object(Bucket=bucket, Key="k", Body=b"second", IfMatch=tag)
    assert body(s3, bucket, "k") == b"second"
    assert error_of(s3.put_object, Bucket=bucket, Key="none", Body=b"x", IfMatch=tag) in ("NoSuchKey", "PreconditionFailed")
    assert keys(s3, bucket) == ["k"]


def multipart(s3, bucket: str, key: str, parts: list[bytes], **create):
    upload = s3.create_multipart_upload(Bucket=bucket, Key=key, **create)["UploadId"]
    done = []
    for number, data in enumerate(parts, 1):
        tag = s3.upload_part(Bucket=bucket, Key=key, UploadId=upload, PartNumber=number, Body=data)["ETag"]
        done.append({"PartNumber": number, "ETag": tag})
    return upload, {"Parts": done}


def test_multipart_from_start_to_end(s3, bucket):
    parts = [b"a" * PART, b"b" * PART, b"end"]
    upload, done = multipart(s3, bucket, "big.csv", parts, ContentType="text/csv")
    assert [row["UploadId"] for row in uploads(s3, bucket)] == [upload]
    listed = s3.list_parts(Bucket=bucket, Key="big.csv", UploadId=upload)["Parts"]
    assert [(row["PartNumber"], row["Size"]) for row in listed] == [(1, PART), (2, PART), (3, 3)]
    assert keys(s3, bucket) == [], "nothing is there before the upload is complete"
    answer = s3.complete_multipart_upload(Bucket=bucket, Key="big.csv", UploadId=upload, MultipartUpload=done)
    assert answer["ETag"].strip('"').endswith("-3")
    assert body(s3, bucket, "big.csv") == b"".join(parts)
    assert s3.head_object(Bucket=bucket, Key="big.csv")["ContentType"] == "text/csv"
    assert uploads(s3, bucket) == []


def test_an_aborted_multipart_leaves_nothing(s3, bucket):
    upload, done = multipart(s3, bucket, "big.csv", [b"a" * PART, b"end"])
    s3.abort_multipart_upload(Bucket=bucket, Key="big.csv", UploadId=upload)
    assert uploads(s3, bucket) == []
    assert keys(s3, bucket) == []
    assert error_of(s3.complete_multipart_upload, Bucket=bucket, Key="big.csv", UploadId=upload, MultipartUpload=done) == "NoSuchUpload"
    assert error_of(s3.upload_part, Bucket=bucket, Key="big.csv", UploadId=upload, PartNumber=3, Body=b"x") == "NoSuchUpload"
    assert keys(s3, bucket) == []


def test_mistakes_in_completing_a_multipart(s3, bucket):
    upload, done = multipart(s3, bucket, "small.csv", [b"small", b"end"])
    call = s3.complete_multipart_upload
    assert error_of(call, Bucket=bucket, Key="small.csv", UploadId=upload, MultipartUpload=done) == "EntityTooSmall"
    upload, done = multipart(s3, bucket, "k", [b"a" * PART, b"end"])
    wrong = {"Parts": [done["Parts"][0], {"PartNumber": 2, "ETag": '"00000000000000000000000000000000"'}]}
    assert error_of(call, Bucket=bucket, Key="k", UploadId=upload, MultipartUpload=wrong) == "InvalidPart"
    upload, done = multipart(s3, bucket, "k", [b"a" * PART, b"b" * PART])
    turned = {"Parts": done["Parts"][::-1]}
    assert error_of(call, Bucket=bucket, Key="k", UploadId=upload, MultipartUpload=turned) == "InvalidPartOrder"
    assert keys(s3, bucket) == []


def test_a_part_with_a_wrong_checksum_is_not_kept(s3, bucket):
    upload = s3.create_multipart_upload(Bucket=bucket, Key="k", ChecksumAlgorithm="CRC32")["UploadId"]
    wrong = base64.b64encode(zlib.crc32(b"other").to_bytes(4, "big")).decode()
    code = error_of(s3.upload_part, Bucket=bucket, Key="k", UploadId=upload, PartNumber=1, Body=b"data", ChecksumCRC32=wrong)
    assert code in ("BadDigest", "XAmzContentChecksumMismatch", "InvalidRequest")
    assert s3.list_parts(Bucket=bucket, Key="k", UploadId=upload).get("Parts", []) == []


def test_a_conditional_multipart_never_overwrites(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=b"first")
    upload, done = multipart(s3, bucket, "k", [b"a" * PART, b"end"])
    code = error_of(s3.complete_multipart_upload, Bucket=bucket, Key="k", UploadId=upload, MultipartUpload=done, IfNoneMatch="*")
    assert code == "PreconditionFailed"
    assert body(s3, bucket, "k") == b"first"


def test_the_expected_owner_is_checked_by_every_operation(s3, bucket):
    s3.put_object(Bucket=bucket, Key="mine", Body=b"x", ExpectedBucketOwner=MANAGEMENT)
    assert body(s3, bucket, "mine") == b"x"
    wrong = {"Bucket": bucket, "ExpectedBucketOwner": MEMBER}
    assert error_of(s3.put_object, Key="k", Body=b"x", **wrong) == "AccessDenied"
    assert error_of(s3.get_object, Key="mine", **wrong) == "AccessDenied"
    assert error_of(s3.head_object, Key="mine", **wrong) == "403"
    assert error_of(s3.head_bucket, **wrong) == "403"
    assert error_of(s3.list_objects_v2, **wrong) == "AccessDenied"
    assert error_of(s3.create_multipart_upload, Key="k", **wrong) == "AccessDenied"
    upload, done = multipart(s3, bucket, "k", [b"a"])
    assert error_of(s3.upload_part, Key="k", UploadId=upload, PartNumber=2, Body=b"x", **wrong) == "AccessDenied"
    assert error_of(s3.complete_multipart_upload, Key="k", UploadId=upload, MultipartUpload=done, **wrong) == "AccessDenied"
    assert error_of(s3.abort_multipart_upload, Key="k", UploadId=upload, **wrong) == "AccessDenied"
    assert keys(s3, bucket) == ["mine"]


def test_encryption_with_a_key_is_told_back_or_refused(s3, bucket):
    key = f"arn:aws:kms:us-east-1:{MANAGEMENT}:key/11111111-2222-3333-4444-555555555555"
    code = error_of(s3.put_object, Bucket=bucket, Key="k", Body=b"x", ServerSideEncryption="aws:kms", SSEKMSKeyId=key)
    if code == "NotImplemented":
        assert keys(s3, bucket) == []
        return
    assert code.startswith("no error")
    head = s3.head_object(Bucket=bucket, Key="k")
    assert (head.get("ServerSideEncryption"), head.get("SSEKMSKeyId")) == ("aws:kms", key), "the key was dropped without a word"


def test_who_may_not(served, wire, bucket):
    stranger = served.client("s3", wire.url, aws_access_key_id="AKIAUNKNOWNUNKNOWN12", aws_secret_access_key="x" * 40)
    assert error_of(stranger.list_objects_v2, Bucket=bucket) == "InvalidAccessKeyId"
    wrong = served.client("s3", wire.url, **(served.keys() | {"aws_secret_access_key": "wrong" * 8}))
    assert error_of(wrong.list_objects_v2, Bucket=bucket) == "SignatureDoesNotMatch"
    assert error_of(wrong.put_object, Bucket=bucket, Key="k", Body=b"x") == "SignatureDoesNotMatch"
