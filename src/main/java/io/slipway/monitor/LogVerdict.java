package io.slipway.monitor;

import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What logs say of a version (VERI-2). They are never quoted: there may be anything in them. Pure. */
final class LogVerdict {

    private static final int SHOWN = 3;

    private LogVerdict() {}

    /**
     * Of a version that came after another.
     *
     * @param now what its instances have logged
     * @param before what the instances of the other have
     */
    static Finding of(List<InstanceLog> now, List<InstanceLog> before) {
        var facts = new TreeMap<String, String>();
        facts.put("now", text(now));
        facts.put("before", text(before));
        var missing = new ArrayList<>(silent(now, "the new version"));
        missing.addAll(silent(before, "the version before"));
        if (!missing.isEmpty()) {
            return Finding.unknown(
                    Rule.VERI_2, "There is nothing to read, so nothing is known: " + String.join("; ", missing), facts);
        }
        var found = NewErrors.between(now, before);
        facts.put("newStackTraces", places(found.traces()));
        facts.put("newErrors", places(found.lines()));
        facts.put("newAndRare", places(found.rare()));
        if (!found.traces().isEmpty() || !found.lines().isEmpty()) {
            return Finding.fail(
                    Rule.VERI_2,
                    "The new version has logged what the version before has not: "
                            + kinds(found.traces().size(), "kind of stack traces", "kinds of stack traces") + " ("
                            + places(found.traces()) + "), "
                            + kinds(found.lines().size(), "kind of errors", "kinds of errors") + " ("
                            + places(found.lines())
                            + "). Read them in the instances' logs, counted from their newest start; they are not quoted here,"
                            + " because there may be anything in them",
                    facts);
        }
        return Finding.pass(
                Rule.VERI_2,
                "The new version has logged no error that the version before has not"
                        + (found.rare().isEmpty()
                                ? ""
                                : ", but for " + kinds(found.rare().size(), "kind", "kinds")
                                        + " so rare that it might have (" + places(found.rare()) + ")"),
                facts);
    }

    /** Of a version that none came before: there is nothing that it could have made worse. */
    static Finding first(List<InstanceLog> now) {
        var facts = Map.of("now", text(now));
        var missing = silent(now, "the new version");
        return missing.isEmpty()
                ? Finding.pass(
                        Rule.VERI_2,
                        "Nothing ran here before that its logs could be compared with; every instance has logged something ("
                                + text(now) + ")",
                        facts)
                : Finding.unknown(
                        Rule.VERI_2,
                        "There is nothing to read, so nothing is known: " + String.join("; ", missing),
                        facts);
    }

    /** A log without a line looks like one that is broken. */
    private static List<String> silent(List<InstanceLog> logs, String whose) {
        if (logs.isEmpty()) {
            return List.of("no instance of " + whose + " runs whose log could be read");
        }
        return logs.stream()
                .filter(log -> log.messages() == 0)
                .map(log -> "instance " + log.instance() + " of " + whose + " has logged nothing since it was started")
                .toList();
    }

    private static String text(List<InstanceLog> logs) {
        var messages = logs.stream().mapToInt(InstanceLog::messages).sum();
        var errors = logs.stream().mapToInt(log -> log.errors().size()).sum();
        var served = logs.stream().map(InstanceLog::served).reduce(Duration.ZERO, Duration::plus);
        return logs.size() + " instances, " + messages + " messages, " + errors + " of them errors, in "
                + served.toSeconds() + " s";
    }

    private static String kinds(int number, String one, String more) {
        return number + " " + (number == 1 ? one : more);
    }

    private static String places(List<List<String>> kinds) {
        return kinds.isEmpty()
                ? "none"
                : String.join(
                                "; ",
                                kinds.stream()
                                        .limit(SHOWN)
                                        .map(kind -> kind.get(0)
                                                + (kind.size() > 1 ? " and " + (kind.size() - 1) + " more" : ""))
                                        .toList())
                        + (kinds.size() > SHOWN ? "; and " + (kinds.size() - SHOWN) + " kinds more" : "");
    }
}
