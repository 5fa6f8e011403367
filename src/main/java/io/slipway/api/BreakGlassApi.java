package io.slipway.api;

import io.slipway.engine.breakglass.BreakGlass;
import io.slipway.engine.breakglass.Glass;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Break-glass over HTTP; the access table says to whom. */
@RestController
@Profile("!worker")
@RequestMapping("/api/break-glass")
class BreakGlassApi {

    private final BreakGlass glasses;

    BreakGlassApi(BreakGlass glasses) {
        this.glasses = glasses;
    }

    /** What is sent to ask for it. */
    record Request(@Nullable String release, @Nullable String reason) {}

    /** What is told of one; open since somebody confirmed it. */
    record View(
            String id, String release, String reason, String requestedBy, @Nullable String confirmedBy, Instant until) {

        static View of(Glass glass) {
            return new View(
                    glass.id(),
                    glass.release(),
                    glass.reason(),
                    glass.requestedBy(),
                    glass.confirmedBy(),
                    glass.until());
        }
    }

    @GetMapping
    List<View> current() {
        return glasses.current().stream().map(View::of).toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    View request(@RequestBody Request request) {
        return View.of(glasses.request(request.release(), request.reason()));
    }

    @PostMapping("/{id}/confirm")
    View confirm(@PathVariable("id") String id) {
        return View.of(glasses.confirm(id));
    }

    @PostMapping("/{id}/close")
    View close(@PathVariable("id") String id) {
        return View.of(glasses.close(id));
    }
}
