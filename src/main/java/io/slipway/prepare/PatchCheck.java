package io.slipway.prepare;

import io.slipway.catalog.Patching;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.shell.Apt;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether this host, which instances run on, is patched (SEC-6). Nobody can say since when an update waits; but all that was
 * there when everything was installed last is installed, so what waits has waited no longer than that.
 */
final class PatchCheck {

    private static final int MOST_NAMED = 10;

    /** What two clocks may differ by. */
    private static final Duration CLOCKS = Duration.ofHours(1);

    private final Patching limits;
    private final Instant now;
    private final Map<String, String> facts = new TreeMap<>();

    private PatchCheck(Patching limits, Instant now) {
        this.limits = limits;
        this.now = now;
    }

    static Finding look(Patching limits, Apt apt, Instant now) throws InterruptedException {
        var check = new PatchCheck(limits, now);
        try {
            return check.look(apt);
        } catch (IOException e) {
            return check.unknown(String.valueOf(e.getMessage()));
        }
    }

    private Finding look(Apt apt) throws IOException, InterruptedException {
        var lists = apt.securityLists();
        facts.put("securityListsOf", lists.map(Instant::toString).orElse("none"));
        if (lists.isEmpty()) {
            return unknown(
                    "apt uses no security archive, or has no list of it. Name one in its sources, and run 'apt-get update'");
        }
        if (!within(limits.lists(), lists.get())) {
            return unknown("what it knows of security updates is of " + lists.get() + ", and counts for "
                    + limits.lists() + ". Run 'apt-get update'");
        }
        var pending = apt.pending();
        facts.put("pending", String.valueOf(pending.packages().size()));
        facts.put("pendingSecurity", String.valueOf(pending.security().size()));
        var upgraded = apt.lastUpgrade();
        facts.put("lastUpgrade", upgraded.map(Instant::toString).orElse("none"));
        if (upgraded.filter(at -> at.isAfter(now.plus(CLOCKS))).isPresent()) {
            return unknown("apt's log says that it was patched at " + upgraded.get()
                    + ", which is still to come. Set its clock");
        }
        if (!pending.security().isEmpty()
                && !upgraded.filter(at -> within(limits.securityUpdates(), at)).isPresent()) {
            return waiting(pending, upgraded);
        }
        var patched = pending.packages().isEmpty() ? lists : upgraded;
        if (patched.isEmpty()) {
            return unknown(pending.packages().size()
                    + " updates wait, and apt's log knows of no upgrade. Run 'apt-get upgrade'");
        }
        return within(limits.lastPatched(), patched.get())
                ? Finding.pass(
                        Rule.SEC_6,
                        "The host is patched: " + pending.security().size() + " security updates wait, and it had all"
                                + " that there was at " + patched.get(),
                        facts)
                : Finding.fail(
                        Rule.SEC_6,
                        "The host was patched last at " + patched.get() + ", and has to be every "
                                + limits.lastPatched() + ". Run 'apt-get upgrade', and check again",
                        facts);
    }

    private Finding waiting(Apt.Pending pending, Optional<Instant> upgraded) {
        var names = pending.security().stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        var what = pending.security().size() + " security updates wait (" + names
                + (pending.security().size() > MOST_NAMED ? ", …" : "") + ")";
        return upgraded.isPresent()
                ? Finding.fail(
                        Rule.SEC_6,
                        what + ", and the host was patched last at " + upgraded.get() + ", longer than "
                                + limits.securityUpdates() + " ago. Install them, and check again",
                        facts)
                : unknown(what + ", and nobody knows since when: apt's log knows of no upgrade. Install them");
    }

    private Finding unknown(String why) {
        return Finding.unknown(Rule.SEC_6, "How well the host is patched is not known: " + why, facts);
    }

    /** What is said to be of tomorrow says nothing. */
    private boolean within(Duration limit, Instant at) {
        return !at.isBefore(now.minus(limit)) && !at.isAfter(now.plus(CLOCKS));
    }
}
