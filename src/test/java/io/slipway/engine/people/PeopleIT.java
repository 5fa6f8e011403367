package io.slipway.engine.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.JarProcess;
import io.slipway.RunningSlipway;
import io.slipway.SmallCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** Nobody has a password that somebody else could know. */
@Tag("SEC-2")
@Tag("SEC-3")
class PeopleIT {

    private Path folder;

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder;
    }

    private static int status(RunningSlipway slipway, String person, String password)
            throws IOException, InterruptedException {
        slipway.knowPassword(person, password);
        return slipway.ask(person, "GET", "/engine-rest/process-definition/count", null)
                .statusCode();
    }

    @Test
    void anAdministratorIsMadeOnceAndPeopleAreKept() throws IOException, InterruptedException, SQLException {
        var passwordFile = Files.writeString(folder.resolve("otto-password"), "Written-down-1\n");
        // as htpasswd -nbBC makes it: $2y$
        var hash = BCrypt.hashpw("of maria", BCrypt.gensalt(5)).replaceFirst("^\\$2a", "\\$2y");
        var data = Files.createDirectory(folder.resolve("data"));
        String password;
        try (var slipway = new RunningSlipway(
                data,
                "--slipway.worker.slots=0",
                "--slipway.catalog=" + SmallCatalog.write(folder.resolve("catalog"), 1),
                "--slipway.people[0].id=maria",
                "--slipway.people[0].email=maria@slipway.invalid",
                "--slipway.people[0].groups=release-manager",
                "--slipway.people[0].password-hash=" + hash,
                "--slipway.people[1].id=otto",
                "--slipway.people[1].email=otto@slipway.invalid",
                "--slipway.people[1].groups=ops",
                "--slipway.people[1].password-file=" + passwordFile)) {
            slipway.start();
            var file = data.resolve("admin-password");
            password = Files.readString(file).strip();
            assertThat(password).hasSizeGreaterThanOrEqualTo(20);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(slipway.log(1)).containsOnlyOnce(password).contains("one thread at a time writes it");
            assertThat(status(slipway, "admin", password)).isEqualTo(200);
            assertThat(status(slipway, "maria", "of maria")).isEqualTo(200);
            assertThat(status(slipway, "otto", "Written-down-1")).isEqualTo(200);
            for (var guess : List.of("admin", "demo", "password", "", "camunda", "slipway")) {
                for (var person : List.of("admin", "demo", "slipway-worker", "john", "mary", "peter")) {
                    assertThat(status(slipway, person, guess)).as(person).isEqualTo(401);
                }
            }
        }
        assertThat(hashes(data)).hasSize(3).allMatch(kept -> kept.matches("\\{bcrypt(-sha256)?}\\$2[ay]\\$.*"));
        try (var slipway = new RunningSlipway(
                data, "--slipway.worker.slots=0", "--slipway.catalog=" + folder.resolve("catalog"))) {
            slipway.start();
            assertThat(slipway.log(1)).doesNotContain(password).doesNotContain("was created");
            assertThat(status(slipway, "admin", password)).isEqualTo(200);
            assertThat(status(slipway, "maria", "of maria")).isEqualTo(200);
            aSecondOneOnTheSameDatabaseIsRefused(data);
        }
    }

    private void aSecondOneOnTheSameDatabaseIsRefused(Path data) throws IOException, InterruptedException {
        var second = new JarProcess(
                folder.resolve("second.log"),
                "--slipway.data=" + data,
                "--server.port=0",
                "--slipway.catalog=" + folder.resolve("catalog"));
        assertThat(second.awaitExit()).isNotZero();
        assertThat(second.log())
                .contains("The database is in use by another Slipway")
                .contains("slipway.data=");
    }

    private static List<String> hashes(Path data) throws SQLException {
        var hashes = new ArrayList<String>();
        try (var database = DriverManager.getConnection("jdbc:h2:file:" + data.resolve("slipway"), "slipway", "");
                var query = database.createStatement();
                var rows = query.executeQuery("SELECT PWD_ FROM ACT_ID_USER")) {
            while (rows.next()) {
                hashes.add(rows.getString(1));
            }
        }
        return hashes;
    }
}
