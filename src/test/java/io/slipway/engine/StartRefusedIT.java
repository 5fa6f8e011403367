package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.JarProcess;
import io.slipway.SmallCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Slipway does not start as it cannot be meant, and says why. (The same database twice: {@code PeopleIT}.) */
class StartRefusedIT {

    private Path folder;

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder;
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("server.address=0.0.0.0", "without TLS"),
                Arguments.of("slipway.catalog=NOWHERE/nosuch", "The catalog's folder NOWHERE/nosuch cannot be read"),
                Arguments.of("slipway.catalog=NOWHERE/broken", "tool.yaml: "),
                Arguments.of("slipway.people[0].password-file=NOWHERE/weak", "the password of eve"),
                Arguments.of("spring.profiles.active=worker", "slipway.worker.engine is missing"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    @Tag("SEC-1")
    @Tag("SEC-2")
    void aWrongSettingIsNamed(String setting, String why) throws IOException, InterruptedException {
        var catalog = SmallCatalog.write(folder.resolve("catalog"), 1);
        var broken = SmallCatalog.write(folder.resolve("broken"), 1).resolve("tool.yaml");
        Files.writeString(broken, Files.readString(broken).replace("settlingTime", "settleingTime"));
        Files.writeString(folder.resolve("weak"), "weak");
        var arguments = new ArrayList<>(List.of("--server.port=0", "--slipway.data=" + folder.resolve("data")));
        if (!setting.contains("catalog")) {
            arguments.add("--slipway.catalog=" + catalog);
        }
        if (setting.contains("people")) {
            arguments.add("--slipway.people[0].id=eve");
            arguments.add("--slipway.people[0].groups=ops");
        }
        arguments.add("--" + setting.replace("NOWHERE", folder.toString()));
        var slipway = new JarProcess(folder.resolve("log"), arguments.toArray(String[]::new));
        assertThat(slipway.awaitExit()).isNotZero();
        assertThat(slipway.log()).contains(why.replace("NOWHERE", folder.toString()));
    }
}
