"""The family's one name: all that its modules offer, each under the name it has there."""

from kamlab.methods import adjustment, alerts, churn, contacts, coverage, economics, retention

MODULES = (adjustment, alerts, churn, contacts, coverage, economics)


def test_every_method_of_the_family_is_offered():
    """Each public function and class of the modules is in the family, and is the same one."""
    own = {
        name: part
        for module in MODULES
        for name, part in vars(module).items()
        if getattr(part, "__module__", "") == module.__name__ and callable(part) and name[0] != "_"
    }
    assert own.items() <= vars(retention).items()
    assert set(own) <= set(retention.__all__)


def test_nothing_is_promised_that_is_not_there():
    """All names in the list exist, sorted and once each."""
    assert all(hasattr(retention, name) for name in retention.__all__)
    assert len(set(retention.__all__)) == len(retention.__all__)
