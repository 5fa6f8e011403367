package io.slipway.api;

import io.slipway.engine.release.VersionMarks;
import io.slipway.permit.BadVersion;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Versions that no environment takes, over HTTP; the access table says to whom. */
@RestController
@Profile("!worker")
@RequestMapping("/api/bad-versions")
class BadVersionsApi {

    private final VersionMarks marks;

    BadVersionsApi(VersionMarks marks) {
        this.marks = marks;
    }

    @GetMapping
    List<BadVersion> bad() {
        return marks.bad();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    List<BadVersion> mark(@RequestBody VersionMarks.Request request) {
        marks.mark(request);
        return marks.bad();
    }

    @PostMapping("/lift")
    List<BadVersion> lift(@RequestBody VersionMarks.Request request) {
        marks.lift(request);
        return marks.bad();
    }
}
