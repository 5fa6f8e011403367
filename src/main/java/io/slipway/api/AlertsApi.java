package io.slipway.api;

import io.slipway.contract.PathAlert;
import io.slipway.engine.Refusal;
import io.slipway.engine.access.AlertAccount;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Where Alertmanager brings Slipway's own alerts back, and where workers ask for them. The access table lets Alertmanager's
 * account bring and nothing else, and nobody but workers ask.
 */
@RestController
@Profile("!worker")
class AlertsApi {

    private final HeardAlerts heard;
    private final AlertAccount account;

    AlertsApi(HeardAlerts heard, AlertAccount account) {
        this.heard = heard;
        this.account = account;
    }

    /**
     * What became of an alert.
     *
     * @param heardAt when it came back; null: it did not
     * @param millisecondsAgo how long ago that is; null: it did not
     */
    record View(String nonce, @Nullable Instant heardAt, @Nullable Long millisecondsAgo) {}

    @PostMapping("/api/alerts")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void bring(InputStream body) throws IOException {
        heard.add(Notification.nonces(body));
    }

    /** 409 if alerts cannot come back at all. */
    @GetMapping("/api/alerts/{nonce}")
    View find(@PathVariable("nonce") String nonce) {
        account.closed().ifPresent(why -> {
            throw new ResponseStatusException(HttpStatus.CONFLICT, why);
        });
        if (!PathAlert.isNonce(nonce)) {
            throw new Refusal("nonce", "it is not one of an alert of Slipway's");
        }
        return heard.find(nonce)
                .map(it -> new View(nonce, it.at(), it.ago().toMillis()))
                .orElse(new View(nonce, null, null));
    }
}
