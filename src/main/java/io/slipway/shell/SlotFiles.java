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
        try (var file = FileChannel.open(log, StandardOpenOption.READ)) {
            var begin = beginning(file);
            var length = file.size() - begin;
            if (length > most) {
                throw new IOException("what was written to " + log + " is longer than " + most + " bytes");
            }
            return bytes(file, begin, (int) length).array();
        }
    }

    /** @see Daemon#said(int, int) */
    byte[] said(int first, int last) throws IOException {
        try (var file = FileChannel.open(slot.resolve("log"), StandardOpenOption.READ)) {
            var begin = beginning(file);
            var end = file.size();
            if (end - begin <= (long) first + last) {
                return bytes(file, begin, (int) (end - begin)).array();
            }
            var both = ByteBuffer.allocate(first + 1 + last);
            both.put(bytes(file, begin, first)).put((byte) '\n').put(bytes(file, end - last, last));
            return both.array();
        }
    }

    private long beginning(FileChannel log) throws IOException {
        var begin = beginning();
        if (log.size() < begin) {
            throw new IOException(slot.resolve("log") + " was cut since its program was started: it had " + begin
                    + " bytes then. What the program said is not known");
        }
        return begin;
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
