"""Why a bundle is refused: each reason has a code of its own. Nothing of it is kept."""

from datadonor.errors import DatadonorError, ExitCode


class BundleRefused(DatadonorError):
    """A bundle is not, in every byte, what it must be. The root of the reasons."""

    code = "BUNDLE_REFUSED"
    exit_code = ExitCode.TAMPERED


class BundleUnsigned(BundleRefused):
    """There is no manifest, or no signature on it."""

    code = "BUNDLE_UNSIGNED"


class BundleOtherKey(BundleRefused):
    """Another key than the one that the pseudonym follows from signed it."""

    code = "BUNDLE_OTHER_KEY"


class BundleSignatureWrong(BundleRefused):
    """The manifest is not what was signed."""

    code = "BUNDLE_SIGNATURE_WRONG"


class BundleManifestUnreadable(BundleRefused):
    """What stands in the manifest's place is no manifest."""

    code = "BUNDLE_MANIFEST_UNREADABLE"
    exit_code = ExitCode.BAD_FILE


class BundleTooNew(BundleRefused):
    """The bundle is of a later format than this program knows."""

    code = "BUNDLE_TOO_NEW"
    exit_code = ExitCode.BAD_FILE


class BundleOtherRecipient(BundleRefused):
    """It was made for somebody else."""

    code = "BUNDLE_OTHER_RECIPIENT"
    exit_code = ExitCode.NO


class BundleOtherProject(BundleRefused):
    """It is for a project that was not asked about."""

    code = "BUNDLE_OTHER_PROJECT"
    exit_code = ExitCode.NO


class BundleOtherRequest(BundleRefused):
    """It was released by a version of the request that is not known here."""

    code = "BUNDLE_OTHER_REQUEST"
    exit_code = ExitCode.NO


class BundleReplayed(BundleRefused):
    """The donor's series has come further already."""

    code = "BUNDLE_REPLAYED"


class BundleOtherSeries(BundleRefused):
    """It says that it follows another bundle than the last one that came."""

    code = "BUNDLE_OTHER_SERIES"


class BundleNotAsConfirmed(BundleRefused):
    """What is in it is not what the donor confirmed."""

    code = "BUNDLE_NOT_AS_CONFIRMED"


class BundleBagMismatch(BundleRefused):
    """The bag's lists and the signed manifest do not say the same."""

    code = "BUNDLE_BAG_MISMATCH"


class BundleCut(BundleRefused):
    """The stream ends before its end."""

    code = "BUNDLE_CUT"


class BundleReordered(BundleRefused):
    """Its files do not stand in the order of the manifest."""

    code = "BUNDLE_REORDERED"


class BundleDoubled(BundleRefused):
    """A file stands in it twice."""

    code = "BUNDLE_DOUBLED"


class BundleExtra(BundleRefused):
    """There is a file in it that the manifest does not name."""

    code = "BUNDLE_EXTRA"


class BundleMissing(BundleRefused):
    """A file that the manifest names is not in it."""

    code = "BUNDLE_MISSING"


class BundleAltered(BundleRefused):
    """A file has not the digest that the manifest names."""

    code = "BUNDLE_ALTERED"


class BundleLengthWrong(BundleRefused):
    """A file has not the length that the manifest names."""

    code = "BUNDLE_LENGTH_WRONG"


class BundlePathUnsafe(BundleRefused):
    """A name leads out of the folder, or is none that a bundle's file has."""

    code = "BUNDLE_PATH_UNSAFE"


class BundleNotAFile(BundleRefused):
    """There is a link, a folder or a device in it."""

    code = "BUNDLE_NOT_A_FILE"


class BundleTooLarge(BundleRefused):
    """It would take more room than it may."""

    code = "BUNDLE_TOO_LARGE"


class BundleNotCanonical(BundleRefused):
    """It is written in another way than bundles are."""

    code = "BUNDLE_NOT_CANONICAL"
    exit_code = ExitCode.BAD_FILE
