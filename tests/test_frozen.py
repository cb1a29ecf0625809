"""Frozen values behave as the standard decorator's, and compile nothing before one is made."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from dossier.model.frozen import frozen


@frozen
class Place:
    """A place in a file."""

    name: str
    line: int = 0
    notes: dict[str, str] = field(default_factory=dict, hash=False)
    origin: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Standard:
    """The same, by the standard decorator."""

    name: str
    line: int = 0
    notes: dict[str, str] = field(default_factory=dict, hash=False)
    origin: str = field(default="", compare=False, repr=False)


@frozen
class Only:
    """A value of one field."""

    name: str


@frozen
class Upper:
    """A value that changes its field as it is made, and counts as any of its kind."""

    name: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.name.upper())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Upper)


@pytest.mark.parametrize("kind", [Place, Standard])
def test_values_compare_hash_and_show_as_the_standard_ones(kind):
    one, other = kind("a", 1, {"k": "v"}, origin="x"), kind("a", line=1, notes={"k": "v"})
    assert one == other
    assert hash(one) == hash(other) == hash(("a", 1))
    assert one != kind("a", 2)
    assert one != ("a", 1)
    assert repr(one) == f"{kind.__name__}(name='a', line=1, notes={{'k': 'v'}})"
    assert kind("a").notes is not kind("a").notes
    assert kind.__match_args__ == ("name", "line", "notes", "origin")
    assert not hasattr(one, "__dict__")


@pytest.mark.parametrize("kind", [Place, Standard])
def test_nobody_changes_a_value(kind):
    one = kind("a")
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
        one.name = "b"
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'name'"):
        del one.name
    assert replace(one, name="b") == kind("b")


@pytest.mark.parametrize("kind", [Place, Standard])
@pytest.mark.parametrize("given", [((), {}), (("a", 1, {}, "", 5), {}), (("a",), {"other": 1})])
def test_a_value_with_wrong_fields_is_refused(kind, given):
    values, named = given
    with pytest.raises(TypeError, match="__init__"):
        kind(*values, **named)


@pytest.mark.parametrize("made", [Place("a", 3, {"k": "v"}, "x"), Only("a"), Upper("a")])
def test_copies_and_pickles_hold_every_field(made):
    for again in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert [getattr(again, each.name) for each in fields(again)] == [
            getattr(made, each.name) for each in fields(made)
        ]


def test_what_a_class_says_itself_is_kept():
    assert Upper("a").name == "A"
    assert Upper("a") == Upper("b")


def test_init_is_compiled_as_the_first_value_is_made_and_then_once():
    @frozen
    class Fresh:
        name: str

    waiting = Fresh.__init__
    assert Fresh("a").name == "a"
    compiled = Fresh.__init__
    assert compiled is not waiting
    assert Fresh("b").name == "b"
    assert Fresh.__init__ is compiled
