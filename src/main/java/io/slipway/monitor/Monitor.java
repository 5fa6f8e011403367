package io.slipway.monitor;

import io.slipway.catalog.CatalogException;
import io.slipway.catalog.Service;
import io.slipway.contract.Instance;
import java.io.IOException;
import java.util.List;

/** What watches one environment of a service. It is asked every time and nothing is remembered. */
interface Monitor {

    /** A kind of monitoring: a bean. */
    interface Kind {

        /** As the catalog names it. */
        String kind();

        /**
         * The monitoring of an environment.
         *
         * @throws CatalogException if its settings are wrong
         */
        Monitor monitor(Service service, String environment);
    }

    /**
     * What it knows at this moment.
     *
     * @param instances that have to be watched
     * @throws IOException if it cannot be asked; the message says what was tried and what came back
     */
    Observation look(List<Instance> instances) throws IOException, InterruptedException;
}
