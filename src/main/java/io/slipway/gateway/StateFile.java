package io.slipway.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;

/** Keeps the list of upstreams and the highest fence: whole or not at all, on the disk before anybody is told that it is kept. */
final class StateFile {

    /**
     * What is kept.
     *
     * @param fence the highest that was seen
     * @param upstreams what there is
     */
    record State(@JsonProperty(required = true) long fence, @JsonProperty(required = true) List<Wish> upstreams) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    private final Path folder;

    StateFile(Path file) {
        this.file = file.toAbsolutePath();
        this.folder = Objects.requireNonNull(this.file.getParent(), "the state file lies in a folder");
    }

    /**
     * What was kept last; nothing if nothing ever was.
     *
     * @throws IOException if the file is there and cannot be read: going on without would drop every user
     */
    State read() throws IOException {
        if (!Files.exists(file)) {
            return new State(0, List.of());
        }
        try {
            return JSON.readValue(Files.readAllBytes(file), State.class);
        } catch (JacksonException e) {
            throw new IOException(
                    "The gateway's state file " + file + " is damaged (" + e.getOriginalMessage()
                            + "). Put a good copy back; or, if no instance serves, delete it and shift the traffic again",
                    e);
        }
    }

    void write(State state) throws IOException {
        Files.createDirectories(folder);
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(state));
        force(fresh);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(folder);
    }

    private static void force(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
