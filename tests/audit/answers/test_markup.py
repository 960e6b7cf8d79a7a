from __future__ import annotations

import pytest

from audit.answers.markup import tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>\n  a  b\n</p>", "<p>a b</p>"),
        ('<a id="x"\n   href="/">a</a>', '<a href="/" id="x">a</a>'),
        ("<ul>\n<li>a</li>\n</ul>", "<ul><li>a</li></ul>"),
        ('<p class="a\n b">x</p>', '<p class="a b">x</p>'),
        ("<tr>\n <td>1</td>\n <td>2</td>\n</tr>", "<tr><td>1</td><td>2</td></tr>"),
        ("<p> <span> a</span></p>", "<p><span>a</span></p>"),
        ("<p><span>a </span> </p>", "<p><span>a</span></p>"),
        ("<p>a <b> b</b></p>", "<p>a <b>b</b></p>"),
        ("<p>a\n<br>\nb</p>", "<p>a<br>b</p>"),
        ("<button>\n Go\n</button>", "<button>Go</button>"),
        ("<select> <option> a </option> </select>", "<select><option>a</option></select>"),
        ('<form>\n<input type="hidden" name="a">\n<p>', '<form><input type="hidden" name="a"><p>'),
        ("<p>a</p>\n<script>1</script>\n<p>b</p>", "<p>a</p><script>1</script><p>b</p>"),
        ('<svg> <path d="\n M0 0\n "/> </svg>', '<svg><path d="M0 0"/></svg>'),
    ],
)
def test_space_that_no_reader_sees_is_none(one, other):
    assert tokens(one) == tokens(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a <b>b</b></p>", "<p>a<b>b</b></p>"),
        ("<p><b>a</b> <i>b</i></p>", "<p><b>a</b><i>b</i></p>"),
        ("<p>学校 名单</p>", "<p>学校名单</p>"),
        ("<p>状态： 已公示</p>", "<p>状态：已公示</p>"),
        ("<p>a&nbsp;</p>", "<p>a</p>"),
        ("<p>a\u3000b</p>", "<p>a b</p>"),
        ("<p>a <button>b</button></p>", "<p>a<button>b</button></p>"),
        ("<p><button>a</button> b</p>", "<p><button>a</button>b</p>"),
        ('<label>a</label> <input name="a">', '<label>a</label><input name="a">'),
        ('<input name="a"> <input name="b">', '<input name="a"><input name="b">'),
        ("<p><meter></meter> <output>1</output></p>", "<p><meter></meter><output>1</output></p>"),
        ("a <script>1</script>b", "a<script>1</script>b"),
        ('a <input type="hidden" name="b">c', 'a<input type="hidden" name="b">c'),
        ("<pre>a  b</pre>", "<pre>a b</pre>"),
        ("<pre>a <b>b</b> </pre>", "<pre>a <b>b</b></pre>"),
        ("<textarea>a\n\nb</textarea>", "<textarea>a\nb</textarea>"),
        ('<input value="a  b">', '<input value="a b">'),
        ('<p title="a\nb">c</p>', '<p title="a b">c</p>'),
    ],
)
def test_space_that_a_reader_sees_is_kept(one, other):
    assert tokens(one) != tokens(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a</p>", "<p>b</p>"),
        ('<a href="/a">a</a>', '<a href="/b">a</a>'),
        ("<p>a</p>", "<div>a</div>"),
        ("<p>&lt;b&gt;</p>", "<p><b></b></p>"),
        ("<p><b>a</b></p>", "<p>a</p>"),
        ("<!doctype html><p>", "<p>"),
    ],
)
def test_words_tags_and_values_are_kept(one, other):
    assert tokens(one) != tokens(other)
