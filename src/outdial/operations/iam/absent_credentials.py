"""Credentials that nobody has here, but that whoever deletes a user asks for first."""

from typing import TYPE_CHECKING

from outdial.access.condition_keys import RESOURCE_TAG
from outdial.access.resources import ANYTHING
from outdial.call import Call
from outdial.domain.iam.role import Role
from outdial.domain.iam.user import User
from outdial.iam_errors import NoSuchEntityException
from outdial.operations.iam import resources
from outdial.operations.iam.changes import homes_of_account
from outdial.operations.iam.entities import get_identity, user_or_caller
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import iam_shapes as shapes


@operation(
    "ListMFADevices",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG,),
)
def list_mfa_devices(
    call: Call, request: "shapes.ListMFADevicesRequest"
) -> "shapes.ListMFADevicesResponse":
    """List a user's MFA devices.

    1. There are none [chosen].
    """
    user_or_caller(call, request.get("UserName"))
    return {"MFADevices": [], "IsTruncated": False}


@operation(
    "ListSigningCertificates",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG,),
)
def list_signing_certificates(
    call: Call, request: "shapes.ListSigningCertificatesRequest"
) -> "shapes.ListSigningCertificatesResponse":
    """List a user's signing certificates.

    1. There are none [chosen].
    """
    user_or_caller(call, request.get("UserName"))
    return {"Certificates": [], "IsTruncated": False}


@operation(
    "ListSSHPublicKeys",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG,),
)
def list_ssh_public_keys(
    call: Call, request: "shapes.ListSSHPublicKeysRequest"
) -> "shapes.ListSSHPublicKeysResponse":
    """List a user's public keys for SSH.

    1. There are none [chosen].
    """
    user_or_caller(call, request.get("UserName"))
    return {"SSHPublicKeys": [], "IsTruncated": False}


@operation(
    "ListServiceSpecificCredentials",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG,),
)
def list_service_specific_credentials(
    call: Call, request: "shapes.ListServiceSpecificCredentialsRequest"
) -> "shapes.ListServiceSpecificCredentialsResponse":
    """List a user's credentials for single services.

    1. There are none [chosen].
    """
    user_or_caller(call, request.get("UserName"))
    return {"ServiceSpecificCredentials": []}


@operation("ListVirtualMFADevices", service="iam", homes=homes_of_account, on=(ANYTHING,), keys=())
def list_virtual_mfa_devices(
    _call: Call, _request: "shapes.ListVirtualMFADevicesRequest"
) -> "shapes.ListVirtualMFADevicesResponse":
    """List the account's virtual MFA devices.

    1. There are none [chosen].
    """
    return {"VirtualMFADevices": [], "IsTruncated": False}


@operation(
    "ListInstanceProfilesForRole",
    service="iam",
    homes=homes_of_account,
    on=(resources.role,),
    keys=(RESOURCE_TAG,),
)
def list_instance_profiles_for_role(
    call: Call, request: "shapes.ListInstanceProfilesForRoleRequest"
) -> "shapes.ListInstanceProfilesForRoleResponse":
    """List the instance profiles that a role is in.

    1. There are none [chosen].
    """
    get_identity(call, Role, request["RoleName"])
    return {"InstanceProfiles": [], "IsTruncated": False}


@operation(
    "GetLoginProfile",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG,),
)
def get_login_profile(
    call: Call, request: "shapes.GetLoginProfileRequest"
) -> "shapes.GetLoginProfileResponse":
    """Show a user's password.

    1. There is none, which is NoSuchEntity [chosen].
    """
    raise _no_password(user_or_caller(call, request.get("UserName")))


@operation(
    "DeleteLoginProfile",
    service="iam",
    homes=homes_of_account,
    on=(resources.user,),
    keys=(RESOURCE_TAG,),
)
def delete_login_profile(call: Call, request: "shapes.DeleteLoginProfileRequest") -> None:
    """Delete a user's password.

    1. There is none, which is NoSuchEntity [chosen].
    """
    raise _no_password(user_or_caller(call, request.get("UserName")))


def _no_password(user: User | None) -> NoSuchEntityException:
    name = user.name if user else "root"
    return NoSuchEntityException(f"Login Profile for User {name} cannot be found.")
