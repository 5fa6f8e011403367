package io.slipway.engine;

import java.time.Duration;
import javax.sql.DataSource;

/** Lets a test take turns on an H2 file, as the product does. */
public final class Turns {

    private Turns() {}

    public static DataSource on(DataSource database) {
        return new OneAtATime(database, Duration.ofSeconds(30));
    }
}
