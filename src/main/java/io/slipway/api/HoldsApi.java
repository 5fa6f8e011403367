package io.slipway.api;

import io.slipway.engine.release.HeldEnvironments;
import io.slipway.permit.Hold;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is held after a rollback, over HTTP; the access table says to whom. */
@RestController
@Profile("!worker")
@RequestMapping("/api/holds")
class HoldsApi {

    private final HeldEnvironments held;

    HoldsApi(HeldEnvironments held) {
        this.held = held;
    }

    @GetMapping
    List<Hold> held() {
        return held.held();
    }

    @PostMapping("/lift")
    List<Hold> lift(@RequestBody HeldEnvironments.Request request) {
        held.lift(request);
        return held.held();
    }
}
