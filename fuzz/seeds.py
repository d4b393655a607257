#!/usr/bin/env python3
"""Writes first inputs for the fuzz targets into fuzz/corpus."""
import gzip
import json
import pathlib
import zlib

corpus = pathlib.Path(__file__).parent / "corpus"


def seed(target, name, data):
    folder = corpus / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def record(kind, content_type, block, more=b""):
    return (b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: http://x/1\r\n"
            b"WARC-Date: 2015-07-24T06:18:28Z\r\nContent-Type: %s\r\n%s"
            b"Content-Length: %d\r\n\r\n%s\r\n\r\n"
            % (kind, content_type, more, len(block), block))


def answer(body, headers=b""):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%s\r\n" % headers
    return record(b"response", b"application/http; msgtype=response", head + body)


page = "<html><head><title>عنوان</title></head><body><p>نص الخبر</p></body></html>"
utf8 = page.encode()
chunked = b"5\r\n" + utf8[:5] + b"\r\n%x;a=b\r\n" % (len(utf8) - 5) + utf8[5:] + b"\r\n0\r\n\r\n"
records = [
    record(b"warcinfo", b"application/warc-fields", b"software: x\r\n"),
    answer(utf8),
    answer(chunked, b"Transfer-Encoding: chunked\r\n"),
    answer(gzip.compress(utf8), b"Content-Encoding: gzip\r\n"),
    answer(zlib.compress(utf8), b"Content-Encoding: deflate\r\n"),
    answer(utf8, b"Content-Encoding: br\r\n"),
    record(b"resource", b"text/html", utf8),
    record(b"conversion", b"text/plain", "خبر".encode()),
    record(b"response", b"text/dns", b"x", b"WARC-Truncated: length\r\n"),
]
seed("warc", "plain", b"".join(records))
seed("warc", "whole.gz", gzip.compress(b"".join(records)))
seed("warc", "each.gz", b"".join(gzip.compress(r) for r in records))
for n, r in enumerate(records):
    seed("warc", f"record{n}", r)
seed("warc", "zst", b"\x28\xb5\x2f\xfd\x04\x00\x19\x00\x00xyz\x7b\xfd\xb4\x99")
seed("warc", "dictionary", b"\x5d\x2a\x4d\x18\x04\x00\x00\x00abcd\x28\xb5\x2f\xfd")

lines = [
    {"text": "نص", "url": "http://x/1", "date": "2015-07-24"},
    {"html": page, "timestamp": 1437718708, "content_type": "text/html; charset=utf-8"},
    {"text": None, "html": "", "crawl_date": "20150724061828", "retrieved": ""},
    {"text": ["x"], "more": {"a": [1.5, True, None]}},
]
text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()
seed("jsonl", "plain", text)
seed("jsonl", "packed", gzip.compress(text))
seed("jsonl", "mark", b"\xef\xbb\xbf" + text + b"\r\n\r\n{")

news = (
    '<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>عنوان | موقع'
    '</title><meta property="og:title" content="عنوان"><script type="application/ld+json">'
    '{"@type":"NewsArticle","headline":"عنوان","datePublished":"2015-07-24T06:18:28Z"}</script>'
    '</head><body><nav><ul><li><a href="/">الرئيسية</a></li></ul></nav><article><h1>عنوان</h1>'
    '<time datetime="2015-07-24">24 يوليو 2015</time><p>نص الخبر الأول &amp; الثاني.</p>'
    '<figure><img src="x"><figcaption>تعليق</figcaption></figure><table><tr><td>خلية<br>سطر'
    '</table></article><div class="related"><a href="/2">خبر آخر</a></div></body></html>'
)
seed("html", "news", news.encode())
seed("html", "windows", news.replace("utf-8", "windows-1256").encode("cp1256"))
seed("html", "deep", b"<div>" * 2000 + utf8)
seed("html", "odd", b"<p<p><!-- <![CDATA[ ]]> --!><svg><title>x</svg><plaintext><b></p>\0&#0;&#x110000;")
for label, codec in [("windows-1256", "cp1256"), ("iso-8859-6", "iso8859_6"), ("utf-8", "utf-8"),
                     ("utf-16le", "utf-16-le"), ("utf-16", "utf-16"), ("utf-8", "cp1256")]:
    kind = f"text/html; charset={label}".encode()
    seed("charset", f"{label}-{codec}", bytes([len(kind)]) + kind + page.encode(codec))
seed("charset", "none", b"\0" + page.encode("cp1256"))
seed("charset", "mark", b"\0\xef\xbb\xbf" + utf8)
seed("charset", "meta", b"\0<meta charset=windows-1256>" + page.encode("cp1256"))
