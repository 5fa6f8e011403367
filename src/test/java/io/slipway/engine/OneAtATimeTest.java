package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

class OneAtATimeTest {

    private OneAtATime database;

    @BeforeEach
    void open(@TempDir Path folder) {
        var file = new JdbcDataSource();
        file.setURL("jdbc:h2:file:" + folder.resolve("data"));
        database = new OneAtATime(file, Duration.ofMillis(200));
    }

    private CompletableFuture<Boolean> elsewhere() {
        return CompletableFuture.supplyAsync(() -> {
            try (var connection = database.getConnection()) {
                return connection.isValid(1);
            } catch (SQLTransientConnectionException e) {
                assertThat(e.getMessage()).contains("one at a time");
                return false;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    @Tag("PHASE-0")
    void anotherThreadWaitsForItsTurn() throws Exception {
        var mine = database.getConnection();
        assertThat(elsewhere().get(10, TimeUnit.SECONDS)).isFalse();

        mine.close();
        mine.close();

        assertThat(elsewhere().get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theSameThreadMayHaveSeveral() throws Exception {
        try (var outer = database.getConnection()) {
            try (var inner = database.getConnection()) {
                assertThat(inner.isValid(1)).isTrue();
            }
            assertThat(elsewhere().get(10, TimeUnit.SECONDS)).isFalse();
            assertThat(outer.isValid(1)).isTrue();
        }
        assertThat(elsewhere().get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatCannotBeOpenedEndsTheTurn() throws Exception {
        var nowhere = new JdbcDataSource();
        nowhere.setURL("jdbc:h2:file:/proc/nowhere/data");
        var broken = new OneAtATime(nowhere, Duration.ofMillis(200));
        assertThatThrownBy(broken::getConnection).isInstanceOf(SQLException.class);
        assertThat(CompletableFuture.supplyAsync(() -> {
                            try {
                                return broken.getConnection().toString();
                            } catch (SQLException e) {
                                return e.getMessage();
                            }
                        })
                        .get(10, TimeUnit.SECONDS))
                .doesNotContain("one at a time");
    }

    @Test
    void itIsForFilesOfH2Only() {
        assertThat(post("jdbc:h2:file:./data/slipway")).isInstanceOf(OneAtATime.class);
        assertThat(post("jdbc:h2:mem:test")).isInstanceOf(JdbcDataSource.class);
        assertThat(post("jdbc:postgresql://localhost/slipway")).isInstanceOf(JdbcDataSource.class);
    }

    private static Object post(String url) {
        var settings = new MockEnvironment().withProperty("spring.datasource.url", url);
        return new FileDatabase(settings).postProcessAfterInitialization(new JdbcDataSource(), "dataSource");
    }
}
