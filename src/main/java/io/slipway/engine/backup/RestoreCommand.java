package io.slipway.engine.backup;

import io.slipway.age.Identity;
import io.slipway.evidence.EvidenceCopy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.util.FileSystemUtils;

/** {@code java -jar slipway.jar restore}: makes a data folder of a backup, and proves it. Needs no Slipway that runs. */
public final class RestoreCommand {

    private static final int GOOD = 0;
    private static final int BAD = 1;
    private static final int MISUSED = 2;
    private static final String USAGE =
            """
            restore --from=FILE --identity=FILE --to=FOLDER [--key=FINGERPRINT]
              --from      a backup, as Slipway makes it (slipway.backup)
              --identity  the secret key of age that opens it
              --to        the new data folder: an empty one, or one that does not exist yet
              --key       the fingerprint of the key that must have signed the backup (sha256:...)
            Exit code 0: restored, and proven. 1: the backup is not one that can be gone on with; nothing is left in the folder.
            2: it was misused.""";

    private final PrintStream out;

    RestoreCommand(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        LoggingSystem.get(RestoreCommand.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        System.exit(new RestoreCommand(System.out).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        var options = options(arguments);
        if (options.isEmpty()) {
            out.println(USAGE);
            return MISUSED;
        }
        try {
            restore(options.get());
            return GOOD;
        } catch (BackupException | IOException e) {
            out.println("NOT RESTORED: " + e.getMessage());
            return BAD;
        }
    }

    private static Optional<Map<String, String>> options(List<String> arguments) {
        var options = new HashMap<String, String>();
        for (var argument : arguments) {
            var parts = argument.split("=", 2);
            if (parts.length < 2 || parts[1].isBlank() || options.put(parts[0], parts[1]) != null) {
                return Optional.empty();
            }
        }
        var known = Set.of("--from", "--identity", "--to", "--key");
        return known.containsAll(options.keySet())
                        && options.keySet().containsAll(Set.of("--from", "--identity", "--to"))
                ? Optional.of(options)
                : Optional.empty();
    }

    private void restore(Map<String, String> options) throws BackupException, IOException {
        var from = Path.of(options.getOrDefault("--from", ""));
        var to = Path.of(options.getOrDefault("--to", "")).toAbsolutePath().normalize();
        if (!Files.isRegularFile(from)) {
            throw new BackupException("--from: there is no file " + from);
        }
        var identity = Identity.read(Path.of(options.getOrDefault("--identity", "")));
        var isNew = !Files.exists(to);
        if (!isNew && !isEmpty(to)) {
            throw new BackupException("--to: " + to + " is no empty folder, and nothing there is overwritten");
        }
        var done = false;
        try (var work = WorkFolder.at(to.resolve("restore"))) {
            var manifest = proven(from, identity, options.get("--key"), work);
            for (var name : List.of(EvidenceCopy.SEAL, EvidenceCopy.HEADS, Restored.DATABASE + Restored.SUFFIX)) {
                BackupFile.move(work.file(name), to.resolve(name));
            }
            done = true;
            tell(manifest, to, options.get("--key"));
        } finally {
            if (!done) {
                leave(to, isNew);
            }
        }
    }

    /** As it was before: empty, or not there. */
    private static void leave(Path folder, boolean isNew) throws IOException {
        if (isNew) {
            FileSystemUtils.deleteRecursively(folder);
            return;
        }
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                FileSystemUtils.deleteRecursively(file);
            }
        }
    }

    private static Manifest proven(Path from, Identity identity, @Nullable String key, WorkFolder work)
            throws BackupException {
        var manifest = BackupFile.unpack(from, identity, work);
        // before anything of it is carried out: whoever has the public key of age can encrypt a script of their own
        if (key != null && !key.equals(manifest.signer())) {
            throw new BackupException(from + " is signed by " + manifest.signer() + ", not by " + key);
        }
        var restored = new Restored(work.path(), manifest);
        restored.make();
        restored.handOver();
        return manifest;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private void tell(Manifest manifest, Path to, @Nullable String key) {
        out.println("Restored and proven in " + to + ": the backup of " + manifest.madeAt() + ", " + manifest.words());
        out.println("Head: " + manifest.end().hash());
        out.println("Signed by " + manifest.signer()
                + (key == null ? " - compare this with what you know of the key" : ""));
        out.println(
                "The signing key is in no backup: lay the old evidence-key.pem beside, or a new one is made at the start.");
    }
}
