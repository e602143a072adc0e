"""Every field of every model says whether it is about a person, and how it goes."""

from django.apps import apps

from overbrug.config.personal_data import NOT_PERSONAL, REGISTER


def fields():
    """`app.Model.field` of all models; history rows under the name of what they follow."""
    for config in apps.get_app_configs():
        for model in config.get_models():
            name = f"{config.label}.{model.__name__.removeprefix('Historical')}"
            is_history = model.__name__.startswith("Historical")
            own = [*model._meta.local_fields, *model._meta.local_many_to_many]
            for field in own:
                yield name, field.name, is_history


def is_declared(model, field, is_history):
    known = f"{model}.{field}" in REGISTER or field in NOT_PERSONAL.get(model, set())
    return known or (
        is_history and (f"history.{field}" in REGISTER or field in NOT_PERSONAL["history"])
    )


def test_every_field_is_declared():
    undeclared = [
        f"{model}.{name}" for model, name, old in fields() if not is_declared(model, name, old)
    ]
    assert not undeclared, f"say in personal_data.py of the app what these hold: {undeclared}"


def test_nothing_is_declared_that_does_not_exist():
    there = {f"{model}.{name}" for model, name, _old in fields()}
    declared = set(REGISTER) | {f"{m}.{f}" for m, names in NOT_PERSONAL.items() for f in names}
    assert {name for name in declared - there if not name.startswith("history.")} == set()


def test_no_field_stands_on_both_sides():
    both = [
        name
        for name in REGISTER
        if name.rpartition(".")[2] in NOT_PERSONAL.get(name.rpartition(".")[0], ())
    ]
    assert both == []


def test_every_row_says_all_three():
    assert all(all(row) for row in REGISTER.values())
