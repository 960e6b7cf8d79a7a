"""Pages for when a part has failed: in the language of the address, and made of nothing."""

from __future__ import annotations

import pytest

from qingdao_techedu.portal.home import server_error
from qingdao_techedu.ui.error_pages import unavailable

WORDS = {
    "/colleges/": ("zh-Hans", "系统出错了", "暂时无法访问", "返回首页"),
    "/en/colleges/": ("en", "Something went wrong", "Not available for the moment", "home page"),
}


# No db fixture: pytest-django would fail a query.
@pytest.mark.parametrize("address", WORDS)
@pytest.mark.parametrize("cookie", ["", "large"])
def test_a_page_about_a_fault_speaks_the_language_of_its_address(rf, address, cookie):
    language, broken, unavailable_now, way_home = WORDS[address]
    for status, make, words in ((500, server_error, broken), (503, unavailable, unavailable_now)):
        request = rf.get(address, headers={"Accept-Language": "fr"})
        request.view_mode = cookie
        response = make(request)
        page = response.content.decode()
        assert response.status_code == status
        assert f'<html lang="{language}"' in page
        assert words in page and way_home in page
        assert (f'data-view="{cookie}"' in page) == bool(cookie)
        assert response.headers["Content-Language"] == language.lower()
        assert response.headers["Cache-Control"] == "private, no-store"


def test_whoever_meets_an_absence_is_told_when_to_ask_again(rf):
    assert int(unavailable(rf.get("/")).headers["Retry-After"]) > 0


def test_a_reason_takes_the_place_of_the_usual_sentence(rf):
    page = unavailable(rf.get("/en/"), why="The disk is <full>.").content.decode()
    assert "The disk is &lt;full&gt;." in page
    assert "cannot reach its data" not in page


def test_a_fault_before_any_middleware_still_gets_its_page(rf):
    page = server_error(rf.get("/en/")).content.decode()
    assert "Something went wrong" in page
