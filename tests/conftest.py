import pytest

from kamlab import language


@pytest.fixture(autouse=True)
def _chinese_unless_a_test_says_otherwise(monkeypatch):
    for name in ("KAMLAB_KEYS", "KAMLAB_WORKSPACE", "KAMLAB_CONTENT", "JUPYTERHUB_USER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KAMLAB_LANG", "zh")
    language.use("zh")
