package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.RunningSlipway;
import io.slipway.SmallCatalog;
import io.slipway.contract.ProcessKey;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** Three settings, and everything that H2 holds is held by PostgreSQL. */
class PostgresIT {

    private Path folder;

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder;
    }

    private static String count(EmbeddedPostgres postgres, String table) throws SQLException {
        try (var database = postgres.getPostgresDatabase().getConnection();
                var query = database.createStatement();
                var rows = query.executeQuery("SELECT COUNT(*) FROM " + table)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static String request(String environment) {
        return RunningSlipway.body(Map.of(
                "service", "tool",
                "version", "1.0.0",
                "environment", environment,
                "changeSummary", "a new tool",
                "businessImpact", "nobody notices"));
    }

    @Test
    void postgresqlByConfigurationAlone() throws IOException, InterruptedException, SQLException {
        try (var postgres = EmbeddedPostgres.start();
                var slipway = new RunningSlipway(
                        Files.createDirectory(folder.resolve("data")),
                        "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                        "--spring.datasource.username=postgres",
                        "--spring.datasource.password=postgres",
                        "--slipway.catalog=" + SmallCatalog.write(folder.resolve("catalog"), 2),
                        "--slipway.people[0].id=maria",
                        "--slipway.people[0].groups=release-manager",
                        "--slipway.people[0].password-hash=" + BCrypt.hashpw("of maria", BCrypt.gensalt(4)))) {
            slipway.start();
            slipway.knowPassword("maria", "of maria");
            assertThat(count(postgres, "act_re_procdef")).isEqualTo(String.valueOf(ProcessKey.values().length));
            assertThat(count(postgres, "slipway_schema_history WHERE success")).isNotEqualTo("0");
            var start = "/engine-rest/process-definition/key/release/start";
            assertThat(slipway.ask("maria", "POST", start, request("moon")).statusCode())
                    .isEqualTo(400);
            assertThat(count(postgres, "slipway_environment")).isEqualTo("0");
            var started = slipway.ask("maria", "POST", start, request("e0"));
            assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
            var again = slipway.ask("maria", "POST", start, request("e0"));
            assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
            assertThat(count(postgres, "slipway_environment WHERE active_release = 'tool-1.0.0-e0-2'"))
                    .isEqualTo("1");
            RunningSlipway.await("the older one is withdrawn", Duration.ofMinutes(1), () -> count(
                            postgres,
                            "slipway_evidence WHERE release_key = 'tool-1.0.0-e0-1' AND kind = 'end'"
                                    + " AND content LIKE '%withdrawn%'")
                    .equals("1"));
            RunningSlipway.await("a worker has done its task", Duration.ofMinutes(1), () -> slipway.ask(
                            "maria", "GET", "/engine-rest/history/external-task-log/count?successLog=true", null)
                    .body()
                    .matches(".*\"count\":[1-9].*"));
        }
    }
}
