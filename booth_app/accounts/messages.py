"""What the sign-in library says, in our words. Arabic stands in the catalogue; what is not here is the library's."""

from typing import Any


def _l(sentence: str) -> str:
    """Mark a sentence for the catalogue; the library translates it when it says it."""
    return sentence


_BAD_SIGN_IN = _l("We could not sign you in. Check the e-mail address and password.")
_LINK_OVER = _l("The link was used or is too old. Ask for another one.")

SAID: dict[str, tuple[str, str]] = {
    "GENERIC_AUTHN_FAILED": (_BAD_SIGN_IN, "error"),
    "USER_DOES_NOT_EXIST": (_BAD_SIGN_IN, "error"),
    "CONFIRM_REGISTRATION": (_l("The account is opened. Its e-mail address must be confirmed now."), "success"),
    "CONFIRMATION_REQUIRED": (_l("The e-mail address of this account is not confirmed yet."), "error"),
    "CONFIRMATION_REQUEST": (_l("If the address waits for confirmation, a new link is on its way to it."), "success"),
    "CONFIRMATION_EXPIRED": (_LINK_OVER, "error"),
    "INVALID_CONFIRMATION_TOKEN": (_LINK_OVER, "error"),
    "ALREADY_CONFIRMED": (_l("The e-mail address is confirmed already. Sign in."), "info"),
    "EMAIL_CONFIRMED": (_l("Your e-mail is confirmed. Next: apply to exhibit."), "success"),
    "PASSWORD_RESET_REQUEST": (
        _l("If the address has an account, a link for a new password is on its way."),
        "success",
    ),
    "PASSWORD_RESET_EXPIRED": (_LINK_OVER, "error"),
    "INVALID_RESET_PASSWORD_TOKEN": (_LINK_OVER, "error"),
    "PASSWORD_RESET_NO_LOGIN": (
        _l("The new password is saved, and every device was signed out."),
        "success",
    ),
    "PASSWORD_CHANGE": (_l("The new password is saved. Your other devices were signed out."), "success"),
    "PASSWORD_IS_THE_SAME": (_l("Choose a password that differs from the present one."), "error"),
    "PASSWORD_NOT_PROVIDED": (_l("Enter the password."), "error"),
    "RETYPE_PASSWORD_MISMATCH": (_l("The two passwords differ."), "error"),
    "INVALID_PASSWORD": (_l("The password is not right."), "error"),
    "INVALID_PASSWORD_CODE": (_l("The password is not right."), "error"),
    "EMAIL_NOT_PROVIDED": (_l("Enter the e-mail address."), "error"),
    "INVALID_EMAIL_ADDRESS": (_l("That is not an e-mail address; one looks like name@example.org."), "error"),
    "EMAIL_ALREADY_ASSOCIATED": (_l("The account is opened. Its e-mail address must be confirmed now."), "error"),
    "DISABLED_ACCOUNT": (_l("This account is closed. Contact the organiser."), "error"),
    "REAUTHENTICATION_REQUIRED": (_l("Enter the password again before you change how you sign in."), "info"),
    "REAUTHENTICATION_SUCCESSFUL": (_l("Thank you. Go on."), "success"),
    "UNAUTHENTICATED": (_l("Sign in to open this page."), "info"),
    "ANONYMOUS_USER_REQUIRED": (_l("You are signed in already."), "info"),
    "INVALID_REDIRECT": (_l("The page to return to is not on this site."), "error"),
    "API_ERROR": (_l("We could not read what was sent. Fill in the form again."), "error"),
    "TWO_FACTOR_INVALID_TOKEN": (
        _l("The code is not right or was used. Enter the one that is shown now."),
        "error",
    ),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (_l("You are signed in."), "success"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (
        _l("Two-step sign-in is on; your other devices were signed out."),
        "success",
    ),
    "TWO_FACTOR_DISABLED": (_l("Two-step sign-in is off."), "success"),
    "TWO_FACTOR_PERMISSION_DENIED": (_l("Begin again: sign in with e-mail and password."), "error"),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": (_l("Choose one of the ways on the page."), "error"),
    "TWO_FACTOR_SETUP_EXPIRED": (_l("The set-up took too long. Begin it again."), "error"),
    "INVALID_RECOVERY_CODE": (_l("The recovery code is not right or was used."), "error"),
    "NO_RECOVERY_CODES_SETUP": (_l("There are no recovery codes yet."), "info"),
    "INVALID_CODE": (_l("The code is not right."), "error"),
    "INVALID_INPUT": (_l("This value does not fit the field."), "error"),
}


def settings() -> dict[str, Any]:
    """As settings of the library."""
    return {f"SECURITY_MSG_{key}": value for key, value in SAID.items()}
