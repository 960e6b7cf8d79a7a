from __future__ import annotations

from audit.answers.recording import RecordedAnswer, Recording, digest_of


def test_what_is_kept_is_read_again(tmp_path):
    recording = Recording(tmp_path)
    seen = RecordedAnswer(
        "visitor", "/", "", 200, [["Content-Type", "text/html; a=b"]], digest_of(b"a")
    )
    sent = RecordedAnswer("visitor", "/", "name=阿", 302, [], digest_of(b""))
    assert recording.keep([(seen, b"a"), (sent, b"")]) == 2
    assert Recording(tmp_path).answers == {"visitor /": seen, "visitor / ← name=阿": sent}
    assert recording.body(seen) == b"a"
    assert seen.kind == "text/html"


def test_where_it_began_is_read_again(tmp_path):
    recording = Recording(tmp_path)
    recording.begin(["/a/"], {"form": ["/b/", "c=1"]})
    assert recording.starts == ["/a/"]
    assert recording.forms == {"form": ["/b/", "c=1"]}
