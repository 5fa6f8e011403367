package io.slipway.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Every signed head outside the database: a line in {@code heads.log} and one in the log. */
@Component
@Profile("!worker")
@EnableConfigurationProperties(EvidenceSettings.class)
class HeadsFile {

    private static final Logger LOG = LoggerFactory.getLogger("slipway.evidence");

    private final Path file;
    private int seen;

    HeadsFile(EvidenceSettings settings) {
        this.file = settings.headsFile();
    }

    synchronized void write(Head head) {
        LOG.info("Evidence head {} {} signed by {}", head.sequence(), head.hash(), head.fingerprint());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    Canonical.write(head.json()) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.error("The head {} cannot be kept in {}: {}", head.sequence(), file, e.toString());
        }
    }

    /** The heads that were written there since this was asked last, by whomever; a last line that a crash cut off is none. */
    synchronized List<Head> news() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        var bytes = Files.readAllBytes(file);
        var fresh = new String(bytes, StandardCharsets.UTF_8).substring(Math.min(seen, bytes.length));
        var whole = fresh.substring(0, fresh.lastIndexOf('\n') + 1);
        seen += whole.length();
        return read(whole);
    }

    /** Heads, one a line. */
    static List<Head> read(String lines) {
        return lines.lines().map(line -> Head.read(Canonical.read(line))).toList();
    }
}
