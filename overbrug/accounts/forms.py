"""Forms about people and organisations."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from overbrug.accounts import rules
from overbrug.accounts.models import Organisation, Role, User
from overbrug.core.forms import LineField, MailField, PlainForm


class PasswordField(forms.CharField):
    """A new password. Blanks stay as typed; the rules stand beside the box."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.PasswordInput(
            render_value=False, attrs={"autocomplete": "new-password", "spellcheck": "false"}
        )
        super().__init__(
            label=_("Password"),
            help_text=_("At least 12 characters. A short sentence is easy to remember."),
            widget=widget,
            strip=False,
            **kwargs,
        )

    def validate(self, value: str) -> None:
        """Length first: a giant text is not worth hashing or comparing."""
        super().validate(value)
        if len(value) > 500:
            raise ValidationError(_("Use at most 500 characters."), code="max_length")


class FirstAdminForm(PlainForm):
    """Who looks after this installation."""

    email = MailField(
        label=_("Mail address"),
        help_text=_("You log in with this."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    name = LineField(
        label=_("Your name"), limit=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = PasswordField()

    def clean(self) -> dict[str, Any]:
        """The password may not be the name or the address."""
        data = super().clean() or {}
        if password := data.get("password"):
            user = User(email=data.get("email", ""), name=data.get("name", ""))
            try:
                validate_password(password, user)
            except ValidationError as error:
                self.add_error("password", error)
        return data


class ChoosePasswordForm(PlainForm):
    """The first password of an account."""

    password = PasswordField()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Check the rules of a password against this person."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.user)
        return password


class OrganisationForm(PlainForm):
    """A new organisation."""

    name = LineField(label=_("Name of the organisation"), limit=200)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Organisation.Kind.choices, initial=Organisation.Kind.OTHER
    )
    is_fictional = forms.BooleanField(
        label=_("This organisation is made up for an example"), required=False
    )
    with_me = forms.BooleanField(
        label=_("I work here and become its administrator"), required=False
    )


class RoleForm(PlainForm):
    """One of the roles that this person may give here."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect, initial=Role.MEMBER)

    def __init__(
        self, *args: Any, by: rules.AnyUser, organisation: Organisation, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (value, label)
            for value, label in Role.choices
            if rules.may_give_role(by, organisation, value)
        ]
        if len(field.choices) == 1:
            field.initial = field.choices[0][0]


class MemberForm(RoleForm):
    """A new member: address, name, role."""

    email = MailField(label=_("Mail address"))
    name = LineField(label=_("Name"), limit=80, required=False)
    field_order = ("email", "name", "role")


class NameForm(PlainForm):
    """What a person is called."""

    name = LineField(
        label=_("Your name"), limit=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
