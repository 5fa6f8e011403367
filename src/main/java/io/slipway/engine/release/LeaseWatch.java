package io.slipway.engine.release;

import io.slipway.contract.ProcessKey;
import io.slipway.contract.Rule;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.EvidenceLog;
import io.slipway.evidence.Fact;
import io.slipway.permit.Leases;
import io.slipway.permit.ReleaseRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Compares leases with the releases that run: each lease is held by a release that runs, and each release that runs holds
 * one, or has left it to a newer one and is on its way out. What does not agree is a stop, in the evidence and in the log; nothing is repaired, because nobody can tell from
 * here what happened to the target.
 */
@Component
@Profile("!worker")
class LeaseWatch {

    private static final Logger LOG = LoggerFactory.getLogger("slipway.news");
    private static final int MOST = 2000;

    private final RuntimeService runtime;
    private final Leases leases;
    private final EvidenceLog evidence;
    private final Set<String> told = new HashSet<>();
    private volatile Map<String, String> trouble = Map.of("leases", "they have not been compared yet");

    LeaseWatch(RuntimeService runtime, Leases leases, EvidenceLog evidence) {
        this.runtime = runtime;
        this.leases = leases;
        this.evidence = evidence;
    }

    /** What did not agree when it was looked at last, by release; that it cannot be looked at is trouble as well. */
    Map<String, String> trouble() {
        return trouble;
    }

    @Scheduled(fixedDelayString = "${slipway.permit.lease-check-interval:1m}")
    synchronized void look() {
        try {
            compare();
        } catch (RuntimeException e) {
            LOG.error("The leases cannot be compared", e);
            trouble = Map.of("leases", "they cannot be compared: " + e);
        }
    }

    private void compare() {
        var found = new TreeMap<String, String>();
        abandoned()
                .forEach((release, instance) -> found.put(
                        release,
                        "The release " + release + " holds the lease of its environment, but its process instance "
                                + instance
                                + " is gone without an end. Find out who removed it and what the target runs; the environment"
                                + " stays closed"));
        unleased()
                .forEach(release -> found.put(
                        release,
                        "The release " + release + " runs, but does not hold the lease of its environment: it gets no"
                                + " permit. Withdraw it, and find out who took the lease away"));
        // in the evidence before readiness says it: who sees it red finds the reason written down
        found.forEach(this::tell);
        told.retainAll(found.keySet());
        trouble = Map.copyOf(found);
    }

    /** A release may end between two looks: what counts is found twice. */
    private Map<String, String> abandoned() {
        var gone = new TreeMap<>(leases.held());
        gone.values()
                .removeIf(instance -> runtime.createProcessInstanceQuery()
                                .processInstanceId(instance)
                                .count()
                        > 0);
        if (!gone.isEmpty()) {
            gone.entrySet().retainAll(leases.held().entrySet());
        }
        return gone;
    }

    private List<String> unleased() {
        var running = running();
        var held = leases.held().values();
        running.removeIf(release -> held.contains(release.getId()));
        if (running.isEmpty()) {
            return List.of();
        }
        // both anew: one that has just begun may be seen before its lease is
        var still = running().stream().map(ProcessInstance::getId).collect(Collectors.toSet());
        still.removeAll(leases.held().values());
        return running.stream()
                .filter(release -> still.contains(release.getId()))
                .map(ProcessInstance::getBusinessKey)
                .filter(release ->
                        new ReleaseRecord(evidence.proofs(release)).newer().isEmpty())
                .toList();
    }

    private List<ProcessInstance> running() {
        return new ArrayList<>(runtime.createProcessInstanceQuery()
                .rootProcessInstances()
                .processDefinitionKeyIn(ProcessKey.idsOfTheirOwn())
                .listPage(0, MOST));
    }

    private void tell(String release, String why) {
        LOG.error("{}", why);
        if (!told.contains(release)) {
            evidence.recordApart(Fact.of(
                    release,
                    EntryKind.STOP,
                    List.of(Rule.NOT_3),
                    Fact.SLIPWAY,
                    Map.of("phase", "lease", "why", why, "open", List.of())));
            // only now: what could not be written down is written down at the next look
            told.add(release);
        }
    }
}
