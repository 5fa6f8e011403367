package io.slipway.bench;

import java.io.IOException;

/** One way back to the version before, which the same visitor looks at as at the others. */
interface Way {

    /** What the table calls it. */
    String name();

    /** Brings the bad version to users, and takes it away from them again. */
    Seen back() throws IOException, InterruptedException;
}
