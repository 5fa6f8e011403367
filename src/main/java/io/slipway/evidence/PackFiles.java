package io.slipway.evidence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The files of a pack, by name, and the zip that they travel in. */
record PackFiles(Map<String, byte[]> files) {

    static final String MANIFEST = "pack.json";
    static final String SIGNATURE = "pack.sig";
    static final String KEY = "public-key.pem";
    static final String CHAIN = "chain.txt";
    static final String ENTRIES = "entries.jsonl";
    static final String FINDINGS = "findings.json";
    static final String DECISIONS = "decisions.json";
    static final String REPORT = "report.html";
    static final String MODELS = "models/";

    private static final long LARGEST = 1L << 30;
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** @throws IllegalArgumentException if this is no zip, or one that no Slipway wrote */
    static PackFiles read(byte[] zip) {
        var files = new LinkedHashMap<String, byte[]>();
        var size = 0L;
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var file = in.getNextEntry(); file != null; file = in.getNextEntry()) {
                var bytes = in.readNBytes((int) Math.min(LARGEST - size + 1, Integer.MAX_VALUE - 8));
                size += bytes.length;
                if (size > LARGEST) {
                    throw new IllegalArgumentException("The pack is larger than any that Slipway writes");
                }
                if (files.put(file.getName(), bytes) != null) {
                    throw new IllegalArgumentException("The pack holds " + file.getName() + " twice");
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("The pack cannot be unpacked: " + e.getMessage(), e);
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("This is no pack: it is no zip, or an empty one");
        }
        return new PackFiles(files);
    }

    byte[] zip() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                var entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(NO_TIME);
                out.putNextEntry(entry);
                out.write(file.getValue());
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new IllegalStateException("A pack cannot be written in memory", e);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException if there is no such file */
    byte[] bytes(String name) {
        var bytes = files.get(name);
        if (bytes == null) {
            throw new IllegalArgumentException("The pack holds no " + name);
        }
        return bytes;
    }

    String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** The models in it, by their names in the deployment. */
    Map<String, byte[]> models() {
        var models = new LinkedHashMap<String, byte[]>();
        files.forEach((name, bytes) -> {
            if (name.startsWith(MODELS)) {
                models.put(name.substring(MODELS.length()), bytes);
            }
        });
        return models;
    }
}
