"""Forms of accounts. They check what was typed; limits, codes and accounts are settled elsewhere."""

from .joining import CodeForm, JoinForm
from .mfa import AddPasskeyForm, SecondFactorAgainForm, SecondFactorForm, SetUpAppForm
from .settings import SettingsForm
from .signin import EmailCodeForm, NewEmailForm, SignInCodeForm, SignInForm

__all__ = [
    "AddPasskeyForm",
    "CodeForm",
    "EmailCodeForm",
    "JoinForm",
    "NewEmailForm",
    "SecondFactorAgainForm",
    "SecondFactorForm",
    "SetUpAppForm",
    "SettingsForm",
    "SignInCodeForm",
    "SignInForm",
]
