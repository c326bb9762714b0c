"""A learner's page in a real browser: it reads as a document, and its panels live without pressing Run."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from panel_page import PLAIN, home, write_pages
from running_lab import Lab, kernels_of

from kamlab.cli.manifest import fingerprint

SLIDER = ".widget-slider .noUi-handle"
READOUT = ".widget-readout"
SAID = ".said"
STATUS = ".kamlab-status"
CELLS = ".jp-Cell"


@pytest.fixture(scope="module")
def lab(start_lab: Callable[..., Lab], tmp_path_factory: pytest.TempPathFactory) -> Lab:
    """A lab with our test pages, in a workspace with blanks and Chinese in its path."""
    folder = tmp_path_factory.mktemp("lab")
    return start_lab(write_pages(folder / "built"), folder / "我的 练习", "--lang", "zh")


def open_live(page: Any, lab: Lab, path: str) -> None:
    """Open a page and wait until its panels live."""
    page.goto(lab.page(path))
    wait_until_live(page)


def wait_until_live(page: Any) -> None:
    """Wait until the panels are there and the status line is silent."""
    page.wait_for_selector(".kamlab-page:not(.kamlab-starting)")
    page.wait_for_selector(SLIDER)
    page.wait_for_function(f"document.querySelector('{STATUS}').textContent === ''")


def end_kernels(page: Any, lab: Lab) -> None:
    """End every kernel, so that the next page opened has to start its own."""
    allowed = {"Authorization": f"token {lab.token}"}
    for session in page.request.get(f"{lab.address}/api/sessions", headers=allowed).json():
        page.request.delete(f"{lab.address}/api/sessions/{session['id']}", headers=allowed)


def press(page: Any, what: str, *keys: str) -> None:
    """Focus an element and press keys."""
    page.locator(what).first.focus()
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_panel_lives_without_a_click(
    page: Any, lab: Lab, picture: Callable[..., None], language: str
) -> None:
    """Opening a page is enough: its button answers, in either language."""
    open_live(page, lab, home(language))
    picture(f"page-{language}")
    page.click("button.widget-button")
    page.wait_for_selector(f"{SAID}:text-is('clicked 3')")


def test_page_says_that_it_is_preparing(page: Any, lab: Lab, picture: Callable[..., None]) -> None:
    """While the panels are being started, the status line says so in the page's language."""
    end_kernels(page, lab)
    page.goto(lab.page(home("zh")), wait_until="commit")
    page.wait_for_selector(f"{STATUS} span:text-is('正在准备练习面板……')")
    assert page.get_attribute(STATUS, "role") == "status"
    picture("page-preparing")
    wait_until_live(page)


def test_page_reads_as_a_document(page: Any, lab: Lab) -> None:
    """No code, prompt, toolbar, collapser or menu is to be seen."""
    open_live(page, lab, home("zh"))
    furniture = ".cm-editor, .jp-InputPrompt, .jp-OutputPrompt, .jp-Toolbar, .jp-cell-toolbar, .jp-Collapser"
    seen = page.locator(f":is({furniture}, .lm-MenuBar, .jp-Placeholder, .jp-Notebook-footer):visible")
    assert seen.count() == 0


def test_code_is_shown_to_the_curious(page: Any, lab: Lab, picture: Callable[..., None]) -> None:
    """One button shows the code and JupyterLab's own controls, and hides them again."""
    open_live(page, lab, home("en"))
    page.click("text=Show the code")
    page.wait_for_selector(".jp-CodeCell .cm-content:has-text('IntSlider'):visible")
    assert page.locator(".jp-NotebookPanel-toolbar:visible").count() == 1
    picture("page-code-shown")
    page.click("text=Hide the code")
    page.wait_for_selector(".jp-CodeCell .cm-content", state="hidden")


@pytest.mark.parametrize("control", [SLIDER, ".widget-radio input"])
def test_keys_do_not_reach_the_notebook(page: Any, lab: Lab, control: str) -> None:
    """No key of the command mode deletes, inserts, cuts or changes a cell while a control has the focus."""
    open_live(page, lab, home("zh"))
    before = page.locator(CELLS).count()
    press(page, control, "d", "d", "a", "b", "x", "m", "y", "Enter", "Shift+Enter", "Control+Enter")
    page.wait_for_timeout(300)
    assert page.locator(CELLS).count() == before
    assert page.locator(".jp-CodeCell").count() == 3
    assert page.locator(SAID).text_content() == "waiting"


def test_arrows_move_slider_and_radio(page: Any, lab: Lab) -> None:
    """The arrow keys reach the controls."""
    open_live(page, lab, home("zh"))
    press(page, SLIDER, "ArrowRight", "ArrowRight")
    page.wait_for_selector(f"{READOUT}:text-is('5')")
    press(page, ".widget-radio input", "ArrowDown")
    assert page.locator(".widget-radio input").nth(1).is_checked()


def test_double_click_does_not_edit(page: Any, lab: Lab) -> None:
    """A double click in the text selects a word and opens no editor."""
    open_live(page, lab, home("zh"))
    page.dblclick(".jp-MarkdownOutput h1")
    page.wait_for_timeout(200)
    assert page.locator(".jp-MarkdownCell:not(.jp-mod-rendered)").count() == 0


def test_reload_keeps_the_panels(page: Any, lab: Lab) -> None:
    """After a reload the panel is as it was, and alive."""
    open_live(page, lab, home("zh"))
    press(page, SLIDER, "ArrowRight", "ArrowRight", "ArrowRight")
    page.wait_for_selector(f"{READOUT}:text-is('6')")
    page.wait_for_timeout(500)
    page.reload()
    wait_until_live(page)
    page.wait_for_selector(f"{READOUT}:text-is('6')")
    page.click("button.widget-button")
    page.wait_for_selector(f"{SAID}:text-is('clicked 6')")


def test_page_is_saved_without_outputs(page: Any, lab: Lab) -> None:
    """A saved page holds no output, and is still the page that the lab put there."""
    path = lab.workspace / home("en")
    before = fingerprint(path)
    open_live(page, lab, home("en"))
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        press(page, SLIDER, "Control+s")
    page.wait_for_timeout(300)
    assert '"model_id"' not in path.read_text(encoding="utf-8")
    assert fingerprint(path) == before


def test_panels_live_again_after_a_restart(page: Any, lab: Lab) -> None:
    """A restart of the kernel from the toolbar runs the page again."""
    open_live(page, lab, home("en"))
    press(page, SLIDER, "ArrowRight")
    page.wait_for_selector(f"{READOUT}:text-is('4')")
    page.click("text=Show the code")
    page.click('[data-command="notebook:restart-kernel"], [data-jp-item-name="restart"] jp-button')
    page.wait_for_selector(f"{STATUS} span:text-is('Preparing the panels …')")
    wait_until_live(page)
    page.wait_for_selector(f"{READOUT}:text-is('3')")


def test_panels_live_again_after_the_kernel_died(page: Any, lab: Lab) -> None:
    """A kernel that dies is replaced, the page runs again, and no window asks anything."""
    open_live(page, lab, home("zh"))
    press(page, SLIDER, "ArrowRight")
    page.wait_for_selector(f"{READOUT}:text-is('4')")
    for kernel in kernels_of(lab.workspace):
        os.kill(kernel, signal.SIGKILL)
    page.wait_for_selector(".kamlab-starting")
    wait_until_live(page)
    page.wait_for_selector(f"{READOUT}:text-is('3')")
    assert page.locator(".jp-Dialog").count() == 0


def test_kernel_that_does_not_start_is_told(page: Any, lab: Lab, picture: Callable[..., None]) -> None:
    """When no kernel can be started a sentence says so, and its button starts the panels later."""
    page.route(
        "**/api/sessions*",
        lambda route: _refuse(route) if route.request.method == "POST" else route.continue_(),
    )
    end_kernels(page, lab)
    page.goto(lab.page(home("zh")))
    page.wait_for_selector(f"{STATUS}:has-text('练习面板没能启动')")
    page.wait_for_timeout(1200)
    assert page.locator(".jp-Dialog").count() == 0
    picture("page-failed")
    page.unroute("**/api/sessions*")
    page.click("text=重新开始")
    wait_until_live(page)


@pytest.mark.parametrize("link", [".marked", "a:text-is('另一页')"])
def test_links_open_in_the_same_tab(page: Any, lab: Lab, link: str) -> None:
    """A marked link and an ordinary one lead to the other page, in the document view of this tab."""
    open_live(page, lab, home("zh"))
    page.click(link)
    page.wait_for_url(f"**/notebooks/{home('en')}")
    wait_until_live(page)
    assert len(page.context.pages) == 1


def test_language_is_changed_in_the_bar(page: Any, lab: Lab) -> None:
    """The bar leads to the same page in the other language."""
    open_live(page, lab, home("zh"))
    page.click(".kamlab-bar >> text=English")
    page.wait_for_url(f"**/notebooks/{home('en')}")


def test_other_notebooks_are_left_alone(page: Any, lab: Lab) -> None:
    """A notebook without our mark keeps its code, its toolbar and its outputs; nothing runs."""
    page.goto(lab.page(PLAIN))
    page.wait_for_selector(".jp-CodeCell .cm-content, .jp-CodeCell .jp-Placeholder")
    page.wait_for_timeout(2500)
    assert page.locator(".kamlab-page, .kamlab-bar, .widget-slider").count() == 0
    assert page.locator(".jp-NotebookPanel-toolbar:visible").count() == 1


@pytest.mark.parametrize(("name", "width"), [("phone", 390), ("wide", 1680)])
def test_page_fits_the_screen(
    page: Any, lab: Lab, picture: Callable[..., None], name: str, width: int
) -> None:
    """On a phone and on a wide screen the text stands in the middle, and nothing scrolls sideways."""
    page.set_viewport_size({"width": width, "height": 860})
    open_live(page, lab, home("zh"))
    picture(f"page-{name}")
    left, right, hidden = page.evaluate(
        """() => { const sheet = document.querySelector('.kamlab-page .jp-WindowedPanel-outer');
        const box = document.querySelector('.kamlab-page .jp-MarkdownOutput').getBoundingClientRect();
        return [box.left, sheet.clientWidth - box.right, sheet.scrollWidth - sheet.clientWidth]; }"""
    )
    assert abs(left - right) <= 2
    assert hidden <= 1


def _refuse(route: Any) -> None:
    if route.request.method != "POST":
        return route.continue_()
    return route.fulfill(status=500, body='{"message": "no kernel"}', content_type="application/json")


def test_page_says_soon_that_the_lab_is_gone(
    page: Any, start_lab: Callable[..., Lab], tmp_path: Path
) -> None:
    """When the server ends, the page says within seconds that what is entered now is not saved."""
    gone = start_lab(write_pages(tmp_path / "built"), tmp_path / "ws", "--lang", "zh")
    open_live(page, gone, home("zh"))
    page.request.post(f"{gone.address}/api/shutdown", headers={"Authorization": f"token {gone.token}"})
    page.wait_for_selector(f"{STATUS} span:has-text('现在填写的内容存不上')", timeout=15_000)
