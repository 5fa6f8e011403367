package io.slipway.database;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** Where all tests of a class have one {@link Cluster}, which it opens before them. */
public abstract class ClusterRoom {

    private static @Nullable Cluster cluster;

    /** Opens it, or skips the class where none can be had. */
    protected static Cluster open(Class<?> test) throws Exception {
        assumeTrue(Cluster.isHere(test), Cluster.SKIPPED);
        return cluster = new Cluster();
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
            cluster = null;
        }
    }

    protected static Cluster cluster() {
        return Objects.requireNonNull(cluster);
    }
}
