package io.slipway.worker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.permit.Demand;
import io.slipway.permit.Permit;
import io.slipway.permit.PermitKeys;
import io.slipway.permit.PermitRefusedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/** Asks the server for permits, beside its engine's REST interface, and believes only keys that are trusted here. */
final class PermitDoor {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;

    private final PermitKeys keys;
    private final ServerDoor server = new ServerDoor(PATIENCE);

    PermitDoor(PermitKeys keys) {
        this.keys = keys;
    }

    void open(EngineDoor engine) {
        server.open(engine);
    }

    /**
     * Asks for a permit.
     *
     * @throws PermitRefusedException if the server refuses it, or what it answers is no permit that counts here
     * @throws RetryableFailure if there is no answer, or none that says anything of the release: the lock has lapsed while
     *     this JVM stood still, and whoever has the task then asks again
     */
    Permit permit(Demand demand, String worker) throws InterruptedException {
        var answer = ask(demand, worker);
        if (answer.status() == OK) {
            return Permit.read(answer.body(), keys.trusted());
        }
        if (answer.status() == FORBIDDEN) {
            throw new PermitRefusedException(answer.detail());
        }
        var cause = new IOException("HTTP status " + answer.status());
        throw new RetryableFailure("Asked for a permit, the server answered: " + answer.detail(), cause);
    }

    private ServerDoor.Answer ask(Demand demand, String worker) throws InterruptedException {
        var ask = JsonNodeFactory.instance.objectNode();
        ask.put("task", demand.task()).put("worker", worker);
        demand.goal()
                .ifPresent(goal ->
                        ask.putObject("goal").put("version", goal.version()).put("digest", goal.digest()));
        try {
            return server.post("/api/permits", ask.toString());
        } catch (InterruptedIOException e) {
            throw new RetryableFailure("The server did not answer in time when asked for a permit", e);
        } catch (IOException e) {
            throw new RetryableFailure("The server could not be asked for a permit: " + e, e);
        }
    }

    void close() {
        server.close();
    }
}
