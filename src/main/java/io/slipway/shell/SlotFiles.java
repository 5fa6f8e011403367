package io.slipway.shell;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** What lies in a slot about the program that was last started in it; {@code log-from} says where in its log that begins. */
record SlotFiles(Path slot) {

    /** A variable that it was started with; empty: none ever was, or without it. */
    Optional<String> variable(String name) throws IOException {
        var file = slot.resolve("environment");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst();
    }

    /** @see Daemon#said */
    byte[] said(int most) throws IOException {
        var log = slot.resolve("log");
        var begin = beginning();
        try (var in = Files.newInputStream(log)) {
            in.skipNBytes(begin);
            var said = in.readNBytes(most + 1);
            if (said.length > most) {
                throw new IOException("what was written to " + log + " is longer than " + most + " bytes");
            }
            return said;
        } catch (EOFException e) {
            throw new IOException(
                    log + " was cut since its program was started: it had " + begin
                            + " bytes then. What the program said is not known",
                    e);
        }
    }

    /** @see Daemon#said(int, int) */
    byte[] said(int first, int last) throws IOException {
        var log = slot.resolve("log");
        var begin = beginning();
        try (var file = FileChannel.open(log, StandardOpenOption.READ)) {
            var end = file.size();
            if (end < begin) {
                throw new IOException(log + " was cut since its program was started: it had " + begin
                        + " bytes then. What the program said is not known");
            }
            if (end - begin <= (long) first + last) {
                return bytes(file, begin, (int) (end - begin)).array();
            }
            var both = ByteBuffer.allocate(first + 1 + last);
            both.put(bytes(file, begin, first)).put((byte) '\n').put(bytes(file, end - last, last));
            return both.array();
        }
    }

    private static ByteBuffer bytes(FileChannel file, long from, int count) throws IOException {
        var bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException("it became shorter while it was read");
            }
        }
        return bytes.flip();
    }

    private long beginning() throws IOException {
        var from = slot.resolve("log-from");
        try {
            return Files.exists(from) ? Long.parseLong(Files.readString(from).strip()) : 0;
        } catch (NumberFormatException e) {
            throw new IOException(from + " does not say where in the log the newest start begins", e);
        }
    }
}
