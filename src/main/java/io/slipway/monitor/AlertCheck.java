package io.slipway.monitor;

import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether anything alarms (ANTI-5). A silenced alert fires all the same, unless somebody else than those whose release it is
 * silenced it, with a reason and an end. Pure.
 */
final class AlertCheck {

    private AlertCheck() {}

    static Finding of(List<Alert> alerts, OwnPeople own, Instant now) {
        var facts = new TreeMap<String, String>();
        var firing = new ArrayList<String>();
        for (var alert : alerts) {
            var since = "since " + alert.since();
            if (alert.silences().stream()
                    .anyMatch(silence -> silence.objection(own, now).isEmpty())) {
                facts.put(alert.name(), since + ", silenced: " + alert.silences());
            } else {
                facts.put(alert.name(), since);
                firing.add(alert.name() + " (" + alert.summary() + ")" + objections(alert, own, now));
            }
        }
        if (!firing.isEmpty()) {
            return Finding.fail(
                    Rule.ANTI_5,
                    "Alerts fire: " + String.join("; ", firing)
                            + ". Find out why, mend it or roll back, and check again when they are over",
                    facts);
        }
        return Finding.pass(
                Rule.ANTI_5,
                alerts.isEmpty()
                        ? "No alert fires"
                        : "What fires was silenced by somebody else, with a reason and an end",
                facts);
    }

    private static String objections(Alert alert, OwnPeople own, Instant now) {
        return alert.silences().isEmpty()
                ? ""
                : alert.silences().stream()
                        .map(silence -> silence + " does not count: "
                                + silence.objection(own, now).orElse(""))
                        .collect(Collectors.joining(", ", "; ", ""));
    }
}
