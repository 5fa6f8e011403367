package io.slipway.engine.access;

import io.slipway.engine.proof.Affected;
import io.slipway.evidence.Fact;
import io.slipway.evidence.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Keeps requests that the door refused as evidence. */
@Component
@Profile("!worker")
class Attempts {

    private static final int LONGEST = 300;

    private final Refusals refusals;
    private final Affected affected;

    Attempts(Refusals refusals, Affected affected) {
        this.refusals = refusals;
        this.affected = affected;
    }

    /** An attempt by somebody who is not known: it is said, but nothing of what they claim to be. */
    void byNobody(HttpServletRequest request, String path, String why) {
        refusals.refused(null, Fact.NOBODY, text(request, path), why);
    }

    /** An attempt by somebody whom the table does not allow it. */
    void by(Caller caller, HttpServletRequest request, String path) {
        refusals.refused(
                affected.byPath(path),
                caller.id(),
                text(request, path),
                "not in the table of what " + caller.groups() + " may call");
    }

    private static String text(HttpServletRequest request, String path) {
        var printable = (request.getMethod() + " " + path).replaceAll("\\p{Cntrl}", "?");
        return printable.substring(0, Math.min(printable.length(), LONGEST));
    }
}
