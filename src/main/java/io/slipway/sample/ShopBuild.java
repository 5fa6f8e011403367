package io.slipway.sample;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** Compiles a checkout of the shop and packs it. */
final class ShopBuild {

    private ShopBuild() {}

    /** Writes the artifact; it holds the classes, the manifest and the description. */
    static void build(Path source, String version, String commit, Path work, Path artifact) throws IOException {
        var classes = Files.createDirectories(work.resolve(version));
        compile(source, classes);
        Files.copy(source.resolve("version.txt"), classes.resolve("version.txt"));
        try (var zip = new ZipOutputStream(Files.newOutputStream(artifact))) {
            try (var files = Files.walk(classes)) {
                for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                    put(zip, "app/" + classes.relativize(file), Files.readAllBytes(file));
                }
            }
            var manifest = Files.readString(source.resolve("slipway.yaml"))
                    .replace("{version}", version)
                    .replace("{commit}", commit);
            put(zip, "slipway.yaml", manifest.getBytes(StandardCharsets.UTF_8));
            put(zip, "README.md", Files.readAllBytes(source.resolve("README.md")));
        }
    }

    private static void compile(Path source, Path classes) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("The sample compiles its shop: run Slipway with a JDK, this Java ("
                    + System.getProperty("java.home") + ") has no compiler");
        }
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                var sources = Files.list(source.resolve("shop"))) {
            var messages = new StringWriter();
            var options = List.of("--release", "17", "-d", classes.toString());
            var units = files.getJavaFileObjectsFromPaths(sources.sorted().toList());
            if (!compiler.getTask(messages, files, null, options, null, units).call()) {
                throw new IllegalStateException("The shop in " + source + " does not compile: " + messages);
            }
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
