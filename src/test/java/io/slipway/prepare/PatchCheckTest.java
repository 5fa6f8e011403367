package io.slipway.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slipway.catalog.Patching;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import io.slipway.shell.Apt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the real apt says of a root of its own: archives of files, one package that is installed, and a log. */
@Tag("SEC-6")
class PatchCheckTest {

    private static final Patching LIMITS = new Patching(Duration.ofDays(14), Duration.ofDays(90), Duration.ofDays(7));
    private static final DateTimeFormatter RELEASE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'UTC'", Locale.ROOT);
    private static final DateTimeFormatter LOG = DateTimeFormatter.ofPattern("yyyy-MM-dd  HH:mm:ss");

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private String more = "";
    private Path root;

    @BeforeEach
    void install(@TempDir Path folder) throws Exception {
        assumeTrue(Apt.isThere(), "Skipped: this machine has no apt-get, so nothing can be asked of it");
        root = folder;
        for (var needed : List.of("lib/apt/lists/partial", "cache/apt/archives/partial", "lib/dpkg", "log/apt")) {
            Files.createDirectories(root.resolve("var").resolve(needed));
        }
        Files.createDirectories(root.resolve("etc/apt/preferences.d"));
        Files.writeString(
                root.resolve("var/lib/dpkg/status"),
                "Package: tool\nStatus: install ok installed\nVersion: 1.0\nArchitecture: all\n"
                        + "Maintainer: nobody <nobody@x.invalid>\nDescription: a tool\n\n");
    }

    private List<String> options() {
        return Stream.of(
                        "Dir=" + root,
                        "Dir::State::status=" + root.resolve("var/lib/dpkg/status"),
                        "APT::Sandbox::User=",
                        "APT::Architecture=amd64",
                        "Acquire::Languages=none")
                .flatMap(option -> Stream.of("-o", option))
                .toList();
    }

    /** An archive that holds a version of the tool, whose lists were made at a time; apt knows it from now on. */
    private void archive(String suite, String label, String version, Instant made) throws Exception {
        var folder = Files.createDirectories(root.resolve("archive/dists/" + suite + "/main/binary-amd64"));
        var packages = "Package: tool\nVersion: " + version + "\nArchitecture: all\n"
                + "Maintainer: nobody <nobody@x.invalid>\nFilename: tool.deb\nSize: 10\nSHA256: " + "0".repeat(64)
                + "\nDescription: a tool\n\n" + more;
        Files.writeString(folder.resolve("Packages"), packages);
        var digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(packages.getBytes()));
        Files.writeString(
                root.resolve("archive/dists/" + suite + "/Release"),
                "Origin: Test\nLabel: " + label + "\nSuite: " + suite + "\nDate: "
                        + RELEASE.format(made.atZone(ZoneOffset.UTC)) + "\nArchitectures: amd64 all\nComponents: main\n"
                        + "SHA256:\n " + digest + " " + packages.length() + " main/binary-amd64/Packages\n");
        Files.writeString(
                root.resolve("etc/apt/sources.list"),
                "deb [trusted=yes] file:" + root.resolve("archive") + " " + suite + " main\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        var command = Stream.of(List.of("apt-get"), options(), List.of("update"))
                .flatMap(List::stream)
                .toList();
        var update = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(update.getInputStream().readAllBytes());
        assertThat(update.waitFor()).as(said).isZero();
    }

    private void log(String file, String command, Instant end, String more) throws Exception {
        var time = LOG.format(end.atZone(ZoneId.systemDefault()));
        var text = "\nStart-Date: " + time + "\nCommandline: " + command + "\nUpgrade: tool:amd64 (0.9, 1.0)\n" + more
                + "End-Date: " + time + "\n";
        var log = root.resolve("var/log/apt").resolve(file);
        try (var out =
                file.endsWith(".gz") ? new GZIPOutputStream(Files.newOutputStream(log)) : Files.newOutputStream(log)) {
            out.write(text.getBytes());
        }
    }

    private Instant ago(int days) {
        return now.minus(Duration.ofDays(days));
    }

    private Finding look() throws Exception {
        var finding = PatchCheck.look(LIMITS, new Apt(options()), now);
        assertThat(finding.rule()).isEqualTo(Rule.SEC_6);
        return finding;
    }

    private void assertVerdict(Verdict verdict, String... says) throws Exception {
        var finding = look();
        assertThat(finding.verdict()).as(finding.toString()).isEqualTo(verdict);
        assertThat(finding.why()).contains(says);
    }

    @Test
    void aHostThatHasAllThatThereIsPasses() throws Exception {
        archive("stable-security", "Debian-Security", "1.0", ago(1));
        assertVerdict(Verdict.PASS, "0 security updates wait", ago(1).toString());
        assertThat(look().facts())
                .containsEntry("pending", "0")
                .containsEntry("securityListsOf", ago(1).toString())
                .containsEntry("lastUpgrade", "none");
    }

    @Test
    void aSecurityUpdateMayWaitForTwoWeeksAfterTheLastUpgrade() throws Exception {
        archive("stable-security", "Debian-Security", "2.0", ago(1));
        assertVerdict(Verdict.UNKNOWN, "1 security updates wait (tool)", "nobody knows since when");
        log("history.log", "apt-get -y upgrade", ago(13), "");
        assertVerdict(Verdict.PASS, "1 security updates wait");
        log("history.log", "apt-get -y upgrade", ago(15), "");
        assertVerdict(Verdict.FAIL, "1 security updates wait (tool)", ago(15).toString(), "PT336H");
    }

    @Test
    void otherUpdatesMayWaitForLonger() throws Exception {
        archive("stable-security", "Debian-Security", "1.0", ago(1));
        archive("stable", "Debian", "2.0", ago(30));
        assertVerdict(Verdict.UNKNOWN, "1 updates wait", "knows of no upgrade");
        log("history.log", "apt full-upgrade", ago(89), "");
        assertVerdict(Verdict.PASS, "0 security updates wait", ago(89).toString());
        log("history.log", "apt full-upgrade", ago(91), "");
        assertVerdict(Verdict.FAIL, "patched last at " + ago(91));
    }

    @Test
    void theNewestUpgradeCountsAlsoIfItsLogWasRotated() throws Exception {
        archive("stable-security", "Debian-Security", "2.0", ago(1));
        log("history.log", "/usr/bin/unattended-upgrade", ago(40), "");
        log("history.log.1.gz", "apt-get dist-upgrade", ago(3), "");
        assertVerdict(Verdict.PASS, ago(3).toString());
    }

    /** One package, one that failed, or one of tomorrow. */
    @Test
    void whatIsNoUpgradeOfEverythingDoesNotCount() throws Exception {
        archive("stable-security", "Debian-Security", "2.0", ago(1));
        for (var command :
                List.of("apt-get install --only-upgrade tool", "apt-get install upgrade-tool", "apt remove x")) {
            log("history.log", command, ago(2), "");
            assertVerdict(Verdict.UNKNOWN, "knows of no upgrade");
        }
        log("history.log", "apt-get upgrade", ago(2), "Error: Sub-process /usr/bin/dpkg returned an error code (1)\n");
        assertVerdict(Verdict.UNKNOWN, "knows of no upgrade");
        log("history.log", "apt-get upgrade", ago(-2), "");
        assertVerdict(Verdict.UNKNOWN, ago(-2).toString(), "still to come");
    }

    @ParameterizedTest
    @ValueSource(ints = {8, -1})
    void whatAptKnowsMayNotBeOldNorOfTomorrow(int days) throws Exception {
        archive("stable-security", "Debian-Security", "1.0", ago(days));
        assertVerdict(Verdict.UNKNOWN, "what it knows of security updates is of " + ago(days), "apt-get update");
    }

    @Test
    void withoutASecurityArchiveOrItsListsNothingIsKnown() throws Exception {
        archive("stable", "Debian", "1.0", ago(1));
        assertVerdict(Verdict.UNKNOWN, "apt uses no security archive");
        archive("stable-security", "Debian-Security", "1.0", ago(1));
        assertVerdict(Verdict.PASS, "0 security updates wait");
        delete("*security_Release");
        assertVerdict(Verdict.UNKNOWN, "there is no list of", "apt-get update");
        delete("*security*");
        assertVerdict(Verdict.UNKNOWN, "apt uses no security archive", "apt-get update");
    }

    /** Its answer is longer than what is read of a program, and what is not read may be a security update. */
    @Test
    void soManyUpdatesThatNotAllCanBeReadAreNotKnown() throws Exception {
        var installed = new StringBuilder();
        var newer = new StringBuilder();
        for (var i = 0; i < 1000; i++) {
            var described = "\nArchitecture: all\nMaintainer: nobody <nobody@x.invalid>\nDescription: a tool\n";
            installed.append(
                    "Package: tool-of-many-" + i + "\nStatus: install ok installed\nVersion: 1.0" + described + "\n");
            newer.append("Package: tool-of-many-" + i + "\nVersion: 2.0" + described
                    + "Filename: tool.deb\nSize: 10\nSHA256: " + "0".repeat(64) + "\n\n");
        }
        Files.writeString(root.resolve("var/lib/dpkg/status"), installed);
        log("history.log", "apt-get upgrade", ago(1), "");
        archive("stable-security", "Debian-Security", "1.0", ago(1));
        assertVerdict(Verdict.PASS, "0 security updates wait");

        more = newer.toString();
        archive("stable", "Debian", "1.0", ago(1));
        assertVerdict(Verdict.UNKNOWN, "apt-get would install 1000 packages, and named only");
    }

    private void delete(String lists) throws Exception {
        try (var files = Files.newDirectoryStream(root.resolve("var/lib/apt/lists"), lists)) {
            for (var file : files) {
                Files.delete(file);
            }
        }
    }

    @Test
    void whatAptCannotSayIsNotKnown() throws Exception {
        archive("stable-security", "Debian-Security", "1.0", ago(1));
        Files.writeString(root.resolve("etc/apt/sources.list"), "deb nonsense\n");
        assertVerdict(Verdict.UNKNOWN, "apt-get ended with 100");
    }
}
