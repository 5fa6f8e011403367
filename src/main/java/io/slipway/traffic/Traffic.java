package io.slipway.traffic;

import io.slipway.catalog.CatalogException;
import io.slipway.catalog.Environment;
import io.slipway.permit.PermitRefusedException;
import java.io.IOException;
import java.util.List;

/** What hands users' requests to the instances of one environment. It is asked every time and nothing is remembered. */
interface Traffic {

    /** A kind of traffic: a bean. */
    interface Kind {

        /** As the catalog names it. */
        String kind();

        /**
         * The traffic of an environment.
         *
         * @throws CatalogException if its settings are wrong
         */
        Traffic traffic(Environment environment);
    }

    /**
     * What there is, with its counts.
     *
     * @throws IOException if it cannot be asked; the message says what was tried and what came back
     */
    List<Upstream> upstreams() throws IOException, InterruptedException;

    /**
     * Those of them that get new requests.
     *
     * @throws IOException if it cannot be asked
     */
    default List<Upstream> serving() throws IOException, InterruptedException {
        return upstreams().stream().filter(upstream -> upstream.weight() > 0).toList();
    }

    /**
     * Makes exactly these shares what there is, in one step: no request meets a half of it. Idempotent.
     *
     * @param fence of the permit; a smaller one than was seen there before changes nothing
     * @throws IOException if it is not known to have happened
     * @throws PermitRefusedException if a higher fence was seen
     */
    void give(List<Share> shares, long fence) throws IOException, InterruptedException;

    /**
     * Sees to it that nobody can change anything with a smaller fence any more.
     *
     * @throws IOException if it is not known to have happened
     * @throws PermitRefusedException if a higher fence was seen
     */
    void fenceOff(long fence) throws IOException, InterruptedException;
}
