package io.slipway.evidence;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code java -jar slipway.jar evidence verify PACK}: needs no Slipway that runs, and no network. */
public final class EvidenceCommand {

    private static final int GOOD = 0;
    private static final int BAD = 1;
    private static final int MISUSED = 2;
    private static final String USAGE =
            """
            evidence verify PACK [--head FILE_OR_HASH] [--key FINGERPRINT]
              PACK    a pack, as GET /api/releases/KEY/evidence gives it
              --head  heads.log, or a hash that was written down: the pack must agree with it
              --key   the fingerprint of the key that must have signed the pack (sha256:...)
            Exit code 0: the pack is whole. 1: it is not; the first bad entry is named. 2: it could not be checked.""";

    private final PrintStream out;

    EvidenceCommand(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(new EvidenceCommand(System.out).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        var options = options(arguments);
        if (options.isEmpty()) {
            out.println(USAGE);
            return MISUSED;
        }
        var pack = Path.of(arguments.get(1));
        try {
            return verify(Files.readAllBytes(pack), options.get());
        } catch (IOException e) {
            out.println(e + " cannot be read");
            return MISUSED;
        } catch (IllegalArgumentException e) {
            out.println("BROKEN: " + e.getMessage());
            return BAD;
        }
    }

    private static Optional<Map<String, String>> options(List<String> arguments) {
        if (arguments.size() < 2
                || arguments.size() % 2 != 0
                || !arguments.get(0).equals("verify")) {
            return Optional.empty();
        }
        var options = new HashMap<String, String>();
        for (var i = 2; i < arguments.size(); i += 2) {
            options.put(arguments.get(i), arguments.get(i + 1));
        }
        return List.of("--head", "--key").containsAll(options.keySet()) ? Optional.of(options) : Optional.empty();
    }

    private int verify(byte[] bytes, Map<String, String> options) throws IOException {
        var check = PackCheck.of(bytes);
        var manifest = check.manifest();
        var broken = check.broken();
        var head = options.get("--head");
        if (broken.isEmpty() && head != null) {
            broken = compare(check, head);
        }
        var key = options.get("--key");
        if (broken.isEmpty() && key != null && !key.equals(manifest.key())) {
            broken = Optional.of(new Broken(0, "The pack is signed by " + manifest.key() + ", not by " + key));
        }
        if (broken.isPresent()) {
            out.println("BROKEN: " + broken.get());
            return BAD;
        }
        out.println("Whole: " + manifest.release() + ", " + check.entries().size() + " entries, chain "
                + (manifest.before().sequence() + 1) + " to " + manifest.end().sequence());
        out.println("Head: " + manifest.end().hash());
        out.println(
                "Signed by " + manifest.key() + (key == null ? " - compare this with what you know of the key" : ""));
        return GOOD;
    }

    private Optional<Broken> compare(PackCheck check, String head) throws IOException {
        if (head.matches("[0-9a-f]{64}")) {
            return check.holds(head)
                    ? Optional.empty()
                    : Optional.of(new Broken(0, "No entry of the pack's chain has the hash " + head));
        }
        var compared = 0;
        for (var known : HeadsFile.read(Files.readString(Path.of(head)))) {
            var broken = check.against(known);
            if (broken.isPresent()) {
                return broken;
            }
            compared += check.holds(known) ? 1 : 0;
        }
        out.println("Heads compared: " + compared);
        return compared > 0
                ? Optional.empty()
                : Optional.of(new Broken(
                        0, "None of the heads in " + head + " is one of the pack's chain: nothing is proven"));
    }
}
