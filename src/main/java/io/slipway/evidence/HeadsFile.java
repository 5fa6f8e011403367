package io.slipway.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
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

    @Autowired
    HeadsFile(EvidenceSettings settings) {
        this(settings.headsFile());
    }

    HeadsFile(Path file) {
        this.file = file;
    }

    synchronized void write(Head head) {
        LOG.info("Evidence head {} {} signed by {}", head.sequence(), head.hash(), head.fingerprint());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    (endsWithinALine() ? "\n" : "") + Canonical.write(head.json()) + "\n",
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

    /** A crash may have cut the last line off; the next one does not become part of it. */
    private boolean endsWithinALine() throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return false;
        }
        try (var channel = Files.newByteChannel(file)) {
            var last = ByteBuffer.allocate(1);
            channel.position(channel.size() - 1).read(last);
            return last.get(0) != '\n';
        }
    }

    /** Heads, one a line; a line that is none, such as one that a crash cut off, says nothing. */
    static List<Head> read(String lines) {
        return lines.lines().flatMap(HeadsFile::head).toList();
    }

    private static Stream<Head> head(String line) {
        try {
            return Stream.of(Head.read(Canonical.read(line)));
        } catch (IllegalArgumentException e) {
            LOG.warn("A line of heads.log is no head: {}", line);
            return Stream.empty();
        }
    }
}
