package io.slipway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Server and workers are killed, and workers paused beyond their locks: nothing acknowledged is lost, nothing is done twice. */
@Tag("PHASE-0")
class FaultsIT {

    private static final long SEED = 20261124;
    private static final int ENVIRONMENTS = 8;

    private Path folder;

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder;
    }

    private void campaign(Fault.Plan plan, String... settings) throws Exception {
        try (var world = new World(folder, ENVIRONMENTS, List.of(settings))) {
            var tally = new Campaign(world, SEED).run(plan);
            System.out.println(Tally.head() + "\n" + tally.row(plan.toString()));
            assertThat(tally.violations()).isEmpty();
            assertThat(tally.kills()).isEqualTo(plan.kills());
            assertThat(tally.overtaken()).isGreaterThanOrEqualTo(plan.runs());
        }
    }

    @Test
    void nothingIsLostOrDoneTwice() throws Exception {
        campaign(new Fault.Plan(14, 16, 14));
    }

    @Test
    void nothingIsLostOrDoneTwiceOnPostgresql() throws Exception {
        try (var postgres = EmbeddedPostgres.start()) {
            campaign(
                    new Fault.Plan(5, 5, 6),
                    "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                    "--spring.datasource.username=postgres",
                    "--spring.datasource.password=postgres");
        }
    }
}
