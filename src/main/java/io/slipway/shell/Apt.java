package io.slipway.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks apt(8) what this host could be patched with. It simulates and changes nothing, so it needs no rights; it asks no server, so
 * it knows what was there when its lists were made.
 *
 * <p>Over 150 lines: what apt is asked, and how its answers are read, stands in one place.
 */
public final class Apt {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pattern INSTALLED =
            Pattern.compile("Inst (\\S+)(?: \\[[^]]*])? \\(\\S+ ([^)\\[]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SUMMARY =
            Pattern.compile("(?m)^(\\d+) (?:packages )?upgraded, (\\d+) newly installed,(?: (\\d+) downgraded,)? .*");
    private static final Pattern LISTED = Pattern.compile("([^|]*)\\|([^|]*)\\|(.*)");
    private static final Pattern DATE = Pattern.compile("(?m)^Date: (.*)$");

    private final List<String> options;

    /** That of this host. */
    public Apt() {
        this(List.of());
    }

    /** @param options for apt, such as {@code -o}, {@code Dir=/srv/chroot} */
    public Apt(List<String> options) {
        this.options = List.copyOf(options);
    }

    /**
     * What it would install.
     *
     * @param packages all of them, by name
     * @param security those of a security archive among them
     */
    public record Pending(List<String> packages, List<String> security) {}

    /** Whether this host has it. */
    public static boolean isThere() {
        return Host.has("apt-get");
    }

    /** @throws IOException if that is not known, also because its answer is longer than what can be read */
    public Pending pending() throws IOException, InterruptedException {
        var said = run("apt-get", "-s", "-o", "Debug::NoLocking=true", "-o", "APT::Ignore-Hold=true", "dist-upgrade");
        var summary = SUMMARY.matcher(said);
        if (!summary.find()) {
            throw new IOException("apt-get did not say how much it would install");
        }
        var packages = new ArrayList<String>();
        var security = new ArrayList<String>();
        said.lines().map(INSTALLED::matcher).filter(line -> line.lookingAt()).forEach(line -> {
            packages.add(line.group(1));
            if (isSecurity(line.group(2))) {
                security.add(line.group(1));
            }
        });
        var announced = number(summary.group(1)) + number(summary.group(2)) + number(summary.group(3));
        if (announced != packages.size()) {
            throw new IOException("apt-get would install " + announced + " packages, and named only " + packages.size()
                    + " that could be read. Install some of them by hand");
        }
        return new Pending(packages, security);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static boolean isSecurity(String archive) {
        return archive.toLowerCase(Locale.ROOT).contains("security");
    }

    /**
     * When the lists of its security archives were made, as their maker signed: the oldest one's. Empty: it uses no such archive.
     *
     * @throws IOException if there is one without a list
     */
    public Optional<Instant> securityLists() throws IOException, InterruptedException {
        var said = run(
                "apt-get",
                "indextargets",
                "--format",
                "$(LABEL) $(SUITE) $(CODENAME) $(RELEASE)|$(METAKEY)|$(FILENAME)",
                "Created-By: Packages");
        var bases = new TreeSet<String>();
        said.lines().map(LISTED::matcher).filter(line -> line.matches()).forEach(line -> {
            var end = line.group(3).lastIndexOf("_" + line.group(2).replace('/', '_'));
            if (isSecurity(line.group(1)) && end > 0) {
                bases.add(line.group(3).substring(0, end));
            }
        });
        var oldest = Optional.<Instant>empty();
        for (var base : bases) {
            var made = made(base);
            oldest = oldest.filter(other -> other.isBefore(made)).or(() -> Optional.of(made));
        }
        return oldest;
    }

    private static Instant made(String base) throws IOException {
        for (var name : List.of(base + "_InRelease", base + "_Release")) {
            if (Files.exists(Path.of(name))) {
                var date = DATE.matcher(Files.readString(Path.of(name)));
                try {
                    if (date.find()) {
                        var text = date.group(1).strip().replace("UTC", "GMT");
                        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant();
                    }
                } catch (DateTimeException e) {
                    throw new IOException(name + " does not say when it was made: " + e.getMessage(), e);
                }
            }
        }
        throw new IOException("there is no list of " + Path.of(base).getFileName() + ". Run 'apt-get update'");
    }

    /** When everything that was there was installed last, as its log says; empty: it never was, or longer ago than the log is kept. */
    public Optional<Instant> lastUpgrade() throws IOException, InterruptedException {
        var said = run("apt-config", "shell", "HISTORY", "Dir::Log::History/f");
        var path = said.strip().replaceAll("^HISTORY='(.*)'$", "$1");
        return AptHistory.lastUpgrade(Path.of(path));
    }

    private String run(String tool, String... arguments) throws IOException, InterruptedException {
        var all = new ArrayList<>(options);
        all.addAll(List.of(arguments));
        var result = Program.run(LIMIT, tool, all.toArray(String[]::new));
        if (result.exit() != 0) {
            throw new IOException(tool + " ended with " + result.exit() + ": "
                    + result.output().lines().limit(3).toList());
        }
        return result.output();
    }
}
