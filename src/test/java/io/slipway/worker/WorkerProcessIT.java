package io.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.JarProcess;
import io.slipway.RunningSlipway;
import io.slipway.SmallCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same jar in two processes: the engine without workers, and workers without an engine. */
class WorkerProcessIT {

    private Path folder;

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    @Tag("NOT-3")
    void workersThatNameNobodysPermitsDoNotStart() throws IOException, InterruptedException {
        var secret = Files.writeString(folder.resolve("secret"), "shared by both, and by nobody else\n");
        try (var workers = new JarProcess(
                folder.resolve("workers.log"),
                "--spring.profiles.active=worker",
                "--slipway.worker.engine=http://127.0.0.1:1/engine-rest",
                "--slipway.worker.secret-file=" + secret,
                "--slipway.catalog=" + SmallCatalog.write(folder.resolve("catalog"), 1))) {
            workers.awaitLine("slipway.permit.keys is missing");
        }
    }

    @Test
    void workersOfAnotherProcessReleaseTheShop() throws IOException, InterruptedException {
        var secret = Files.writeString(folder.resolve("secret"), "shared by both, and by nobody else\n");
        var data = Files.createDirectory(folder.resolve("data"));
        try (var slipway = new RunningSlipway(
                data,
                "--spring.profiles.active=sample",
                "--slipway.worker.slots=0",
                "--slipway.worker.secret-file=" + secret)) {
            slipway.start();
            var signer = Pattern.compile("Evidence is signed by (sha256:[0-9a-f]{64})")
                    .matcher(slipway.log(1));
            assertThat(signer.find()).isTrue();
            try (var workers = new JarProcess(
                    folder.resolve("workers.log"),
                    "--spring.profiles.active=worker",
                    "--slipway.worker.engine=" + slipway.address() + "/engine-rest",
                    "--slipway.worker.secret-file=" + secret,
                    "--slipway.permit.keys=" + signer.group(1),
                    "--slipway.catalog=" + data.resolve("sample/catalog"))) {
                workers.awaitLine("slots work as");
                RunningSlipway.await("the shop is open", java.time.Duration.ofMinutes(3), () -> slipway.log(1)
                        .contains("Next: log in"));
                assertThat(slipway.log(1)).doesNotContain("slots work as");
                assertThat(workers.log())
                        .doesNotContain("Tomcat")
                        .doesNotContain("Hikari")
                        .doesNotContain("gives no work")
                        .doesNotContain("shared by both");
                assertThat(workers.running()).isTrue();
            }
        }
    }
}
