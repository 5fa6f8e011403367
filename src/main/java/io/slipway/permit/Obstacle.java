package io.slipway.permit;

import java.util.Optional;

/** Something because of which no permit at all can be issued: a bean for each. */
@FunctionalInterface
public interface Obstacle {

    /** What is in the way at this moment; empty: nothing. */
    Optional<String> found();
}
