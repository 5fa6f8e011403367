package io.slipway.engine.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.evidence.ChainEnd;
import io.slipway.evidence.Signed;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a backup says of itself, signed by the installation that made it.
 *
 * @param madeAt by that server's clock
 * @param end where its chain of evidence ended
 * @param tables how many rows each table had
 * @param files the SHA-256 of each other file in the backup
 * @param signer the fingerprint of the key that signed it; empty: it is not signed yet
 */
record Manifest(
        Instant madeAt, ChainEnd end, SortedMap<String, Long> tables, SortedMap<String, String> files, String signer) {

    static final String NAME = "backup.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    long rows() {
        return tables.values().stream().mapToLong(Long::longValue).sum();
    }

    ObjectNode json() {
        var json = JSON.createObjectNode().put("madeAt", madeAt.toString());
        json.putObject("end").put("sequence", end.sequence()).put("hash", end.hash());
        tables.forEach(json.putObject("tables")::put);
        files.forEach(json.putObject("files")::put);
        return json;
    }

    static String text(ObjectNode signed) throws JsonProcessingException {
        return JSON.writeValueAsString(signed);
    }

    /** @throws BackupException if it is none, or was altered after it was signed */
    static Manifest read(String text) throws BackupException {
        try {
            var json = Signed.read(text);
            var end = json.path("end");
            return new Manifest(
                    Instant.parse(json.path("madeAt").asText()),
                    new ChainEnd(
                            end.path("sequence").asLong(-1), end.path("hash").asText()),
                    numbers(json.path("tables")),
                    texts(json.path("files")),
                    Signed.signer(json));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new BackupException(NAME + " in the backup " + e.getMessage(), e);
        }
    }

    private static SortedMap<String, Long> numbers(JsonNode json) {
        var numbers = new TreeMap<String, Long>();
        json.fields()
                .forEachRemaining(
                        field -> numbers.put(field.getKey(), field.getValue().asLong(-1)));
        return numbers;
    }

    private static SortedMap<String, String> texts(JsonNode json) {
        var texts = new TreeMap<String, String>();
        json.fields()
                .forEachRemaining(
                        field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    /** The rows of what a person knows by name, for a line in a log. */
    String words() {
        return rows() + " rows in " + tables.size() + " tables (" + some("ACT_RU_EXECUTION") + ", "
                + some("ACT_HI_PROCINST") + ", " + some("SLIPWAY_EVIDENCE") + "), the chain of evidence to entry "
                + end.sequence();
    }

    private String some(String table) {
        return table + " " + tables.getOrDefault(table, 0L);
    }

    static Manifest unsigned(Instant madeAt, ChainEnd end, Map<String, Long> tables, Map<String, String> files) {
        return new Manifest(madeAt, end, new TreeMap<>(tables), new TreeMap<>(files), "");
    }
}
