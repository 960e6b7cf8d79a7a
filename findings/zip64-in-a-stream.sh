#!/usr/bin/env bash
# One would guess that an archive which Python's zipfile writes to a sink that cannot seek, with
# force_zip64 because the size is not known yet, is read by all. Java's ZipInputStream refuses every
# such entry, however small: after it stand sizes of 64 bits, and Java expects 32. Without
# force_zip64, and so with entries below 2 GiB, it reads them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 - <<'P'
import io, sys, zipfile
print("Python", sys.version.split()[0])
class Sink(io.RawIOBase):
    """Like a socket: it can be written to and nothing else."""
    def __init__(self, name):
        self.file = open(name, "wb")
    def writable(self):
        return True
    def write(self, content):
        return self.file.write(content)
for name, is_forced in (("plain.zip", False), ("forced.zip", True)):
    sink = Sink(name)
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("a.txt", "w", force_zip64=is_forced) as entry:
            entry.write(b"a few letters, " * 50)
    sink.file.close()
    print("Python reads", name, zipfile.ZipFile(name).testzip() is None)
P
cat > Read.java <<'J'
import java.io.FileInputStream;
import java.util.zip.ZipInputStream;
class Read {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            try (ZipInputStream archive = new ZipInputStream(new FileInputStream(file))) {
                archive.getNextEntry();
                System.out.println(file + ": " + archive.readAllBytes().length + " bytes");
            } catch (Exception refused) {
                System.out.println(file + ": " + refused.getMessage());
            }
        }
    }
}
J
java -version 2>&1 | head -1
java Read.java plain.zip forced.zip | tee seen.txt
grep -qxF "plain.zip: 750 bytes" seen.txt
grep -q "^forced.zip: invalid entry size" seen.txt
