package io.slipway.artifact;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * What an artifact says of itself, in its file {@value #NAME}.
 *
 * @param version the version that it is
 * @param commit the commit that it was built from
 * @param variables the environment variables that it reads
 */
public record Manifest(
        @JsonProperty(required = true) String version,
        @JsonProperty(required = true) String commit,
        @JsonProperty(required = true) List<NeededVariable> variables) {

    static final String NAME = "slipway.yaml";
    private static final int LARGEST = 256 * 1024;
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    public Manifest {
        variables = List.copyOf(variables);
        if (!commit.matches("[0-9a-f]{40,64}")) {
            throw new IllegalArgumentException("'commit' is not the full id of a commit");
        }
    }

    /**
     * An environment variable that the version reads.
     *
     * @param required whether it does not start without
     */
    public record NeededVariable(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) Type type,
            @JsonProperty(required = true) boolean required) {}

    /** What a variable's value has to be. */
    public enum Type {
        @JsonProperty("string")
        STRING,
        @JsonProperty("integer")
        INTEGER,
        @JsonProperty("boolean")
        BOOLEAN,
        @JsonProperty("url")
        URL;

        /** Whether the value is of this type; the value goes nowhere. */
        public boolean fits(String value) {
            return switch (this) {
                case STRING -> true;
                case INTEGER -> value.matches("-?[0-9]{1,18}");
                case BOOLEAN -> value.matches("true|false");
                case URL -> isUrl(value);
            };
        }

        private static boolean isUrl(String value) {
            try {
                var url = new URI(value);
                return url.isAbsolute() && url.getHost() != null;
            } catch (URISyntaxException e) {
                return false;
            }
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads the manifest of the artifact that was confirmed.
     *
     * @param digest SHA-256 of what was confirmed; empty: nobody knows
     * @throws IOException if it is not the one any more; otherwise as {@link #read}
     */
    public static Manifest ofConfirmed(Path zip, Optional<String> digest) throws IOException {
        if (!digest.equals(Optional.of(new ArtifactFile(zip).digest()))) {
            throw new IOException("the artifact " + zip.getFileName() + " is not the one any more that was confirmed");
        }
        return read(zip);
    }

    /**
     * Reads the manifest of an artifact.
     *
     * @throws IOException if the artifact is no zip file, or has no manifest that can be read; the message says which
     */
    public static Manifest read(Path zip) throws IOException {
        try (var file = new ZipFile(zip.toFile())) {
            var entry = file.getEntry(NAME);
            if (entry == null) {
                throw new IOException("the artifact " + zip.getFileName() + " has no " + NAME);
            }
            try (var in = file.getInputStream(entry)) {
                var bytes = in.readNBytes(LARGEST + 1);
                if (bytes.length > LARGEST) {
                    throw new IOException(NAME + " of " + zip.getFileName() + " is larger than " + LARGEST + " bytes");
                }
                var manifest = YAML.readValue(bytes, Manifest.class);
                if (manifest == null) {
                    throw new IOException(NAME + " of " + zip.getFileName() + " says nothing");
                }
                return manifest;
            }
        } catch (ZipException e) {
            throw new IOException("the artifact " + zip.getFileName() + " is no zip file: " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw new IOException(NAME + " of " + zip.getFileName() + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
