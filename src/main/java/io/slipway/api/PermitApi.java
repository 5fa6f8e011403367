package io.slipway.api;

import static java.util.Objects.requireNonNull;

import io.slipway.contract.WorkerAccount;
import io.slipway.engine.release.Permits;
import io.slipway.permit.Goal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Gives workers the permits that the evidence allows; the access table lets nobody else ask. */
@RestController
@Profile("!worker")
class PermitApi {

    private final Permits permits;
    private final WorkerAccount account;

    PermitApi(Permits permits, WorkerAccount account) {
        this.permits = permits;
        this.account = account;
    }

    /**
     * @param task the id of the external task that the worker holds
     * @param worker the id of the worker
     * @param goal what the environment is to be brought to; absent: to nothing
     */
    record Ask(String task, String worker, @Nullable Goal goal) {

        Ask {
            requireNonNull(task, "task");
            requireNonNull(worker, "worker");
            if (goal != null) {
                requireNonNull(goal.version(), "goal.version");
                requireNonNull(goal.digest(), "goal.digest");
            }
        }
    }

    /** The permit, signed; 403 with all that is missing if there is none; 409 if nothing can be said of it now. */
    @PostMapping("/api/permits")
    ResponseEntity<String> permit(@RequestBody Ask ask) {
        var permit = permits.ask(ask.task(), ask.worker(), Optional.ofNullable(ask.goal()), account.name());
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(permit);
    }
}
