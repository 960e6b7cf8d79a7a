import java.io.FileInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads an archive as it comes, as programs in Java do, and prints each entry with its bytes. */
class Entries {
    public static void main(String[] files) throws Exception {
        try (ZipInputStream archive = new ZipInputStream(new FileInputStream(files[0]))) {
            for (ZipEntry entry; (entry = archive.getNextEntry()) != null; ) {
                System.out.println(entry.getName() + " " + archive.readAllBytes().length);
            }
        }
    }
}
