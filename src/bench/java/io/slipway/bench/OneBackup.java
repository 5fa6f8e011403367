package io.slipway.bench;

import io.slipway.catalog.Catalog;
import io.slipway.database.BackupWriter;
import io.slipway.database.RestoreProof;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** A process that makes one backup and proves it, and says how long both took and how much memory it ever had. */
public final class OneBackup {

    private OneBackup() {}

    public static void main(String[] arguments) throws Exception {
        var service = Catalog.read(Path.of(arguments[0])).service("shop");
        var database = Objects.requireNonNull(service.environment("staging").database());
        var began = Instant.now();
        var made = new BackupWriter(database, "shop", "staging").write("shop-1");
        var written = Instant.now();
        var result = new RestoreProof(database, "shop", "staging").prove(made.name(), made.recordDigest(), "shop-1");
        if (!result.differences().isEmpty()) {
            throw new IllegalStateException(result.differences().toString());
        }
        var peak = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .findFirst()
                .orElse("0");
        System.out.println("RESULT " + Duration.between(began, written).toMillis() + " "
                + result.took().toMillis() + " " + made.record().bytes() + " " + peak);
        System.exit(0);
    }
}
