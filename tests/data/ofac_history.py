"""The real editions of OFAC's list of 2021 to 2024, unpacked once a test: a folder of CSV files."""
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile

ARCHIVE = "data/lists/us_ofac_sdn/history/ofac-sdn-csv-2021-08-18_2024-05-03.tar.zst"


def shared(path):
    """A file of the shared data, or exit 77: the test is skipped and says so."""
    found = pathlib.Path(os.environ.get("INTERDICT_SHARED", "../shared")) / path
    if not found.exists():
        print("skipped: it needs INTERDICT_SHARED (%s)" % path)
        sys.exit(77)
    return found


def unpack(folder):
    """Every edition's file, oldest first."""
    archive = shared(ARCHIVE)
    if shutil.which("zstd") is None:
        print("skipped: it needs the program zstd")
        sys.exit(77)
    with subprocess.Popen(["zstd", "-dc", "--long=27", str(archive)], stdout=subprocess.PIPE) as z:
        with tarfile.open(fileobj=z.stdout, mode="r|") as tar:
            for member in tar:
                name = os.path.basename(member.name)
                if member.isfile() and name.startswith("sdn_") and name.endswith(".csv"):
                    with open(os.path.join(folder, name), "wb") as out:
                        shutil.copyfileobj(tar.extractfile(member), out)
    return sorted(pathlib.Path(folder).glob("sdn_*.csv"))
