package io.slipway.worker;

import io.slipway.contract.WorkerAccount;
import java.net.URI;

/** What asks a server for alerts that came back, beside workers that have not begun. */
public final class Returns {

    private Returns() {}

    /** Asks this server, as the workers' account with this secret. */
    public static ReturnedAlerts at(URI server, String secret) {
        var alerts = new ReturnedAlerts();
        alerts.open(
                new EngineDoor(URI.create(server + "/engine-rest"), new WorkerAccount("slipway-worker", secret), null));
        return alerts;
    }

    /** Where nobody asks. */
    public static ReturnedAlerts unasked() {
        return new ReturnedAlerts();
    }
}
