package io.slipway.api;

import io.slipway.contract.WorkerAccount;
import io.slipway.engine.release.Permits;
import io.slipway.permit.Goal;
import io.slipway.permit.NoPermitYetException;
import io.slipway.permit.PermitRefusedException;
import java.util.Map;
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

    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;

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
    record Ask(String task, String worker, @Nullable Goal goal) {}

    /** The permit, signed; 403 with all that is missing if there is none; 409 if nothing can be said of it now. */
    @PostMapping("/api/permits")
    ResponseEntity<?> permit(@RequestBody Ask ask) {
        try {
            var permit = permits.ask(ask.task(), ask.worker(), Optional.ofNullable(ask.goal()), account.name());
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(permit);
        } catch (PermitRefusedException e) {
            return problem(FORBIDDEN, "No permit", e);
        } catch (NoPermitYetException e) {
            return problem(CONFLICT, "No permit now", e);
        }
    }

    private static ResponseEntity<?> problem(int status, String title, RuntimeException why) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Map.of("title", title, "status", status, "detail", String.valueOf(why.getMessage())));
    }
}
