package io.slipway.catalog;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one file of the catalog. A setting that nobody knows, or that comes twice, is refused: a typing error must not be a
 * default. */
final class CatalogFile {

    private static final ObjectMapper MAPPER = YAMLMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** The folder that relative paths are relative to, while a file is read. */
    private static final ThreadLocal<@Nullable Path> FOLDER = new ThreadLocal<>();

    private CatalogFile() {}

    static Service read(Path file) {
        FOLDER.set(file.toAbsolutePath().normalize().getParent());
        try {
            var service = MAPPER.readValue(Files.readString(file), Service.class);
            if (service == null) {
                throw new CatalogException(file + ": there is nothing in it; describe the service, or delete the file");
            }
            if (!file.getFileName().toString().equals(service.service() + ".yaml")) {
                throw new CatalogException(file + ": the file of the service '" + service.service() + "' is called "
                        + service.service() + ".yaml");
            }
            return service;
        } catch (JacksonException e) {
            throw new CatalogException(file + ": " + e.getOriginalMessage() + " (" + place(e) + ")", e);
        } catch (IOException e) {
            throw new CatalogException(file + " cannot be read: " + e.getMessage(), e);
        } finally {
            FOLDER.remove();
        }
    }

    static <T> T convert(JsonNode settings, Class<T> type, String kind) {
        try {
            return MAPPER.treeToValue(settings, type);
        } catch (JacksonException e) {
            throw new CatalogException("The settings of kind '" + kind + "': " + e.getOriginalMessage(), e);
        }
    }

    static Path resolve(Path path) {
        var folder = FOLDER.get();
        return folder == null ? path : folder.resolve(path).normalize();
    }

    /** The setting, and how far the file was read by then: often the end of what the setting is in. */
    private static String place(JacksonException e) {
        var location = e.getLocation();
        var line = location == null ? "no line" : "line " + location.getLineNr();
        var setting = e instanceof JsonMappingException mapping
                ? mapping.getPath().stream().map(CatalogFile::step).collect(Collectors.joining())
                : "";
        return setting.isEmpty() ? line : setting.substring(1) + ", read up to " + line;
    }

    private static String step(JsonMappingException.Reference step) {
        return step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName();
    }
}
