package io.slipway.monitor;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Service;
import io.slipway.contract.ChangeKind;
import io.slipway.contract.ChecklistItem;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.target.LocalTarget;
import io.slipway.target.Version;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Fills in what a machine can prove of the review checklist (CHECK-3, CHECK-5 to CHECK-7), and says which items are left for
 * a person to attest (CHECK-8). What runs has to be healthy, and scaling or tuning be asked for by a metric (NOT-5): no word of
 * a person stands in for that.
 */
@Component
final class FillChecklist implements Worker {

    private final Catalog catalog;
    private final HealthCheck health;
    private final Monitors monitors;

    FillChecklist(Catalog catalog, HealthCheck health, Monitors monitors) {
        this.catalog = catalog;
        this.health = health;
        this.monitors = monitors;
    }

    @Override
    public Topic topic() {
        return Topic.FILL_CHECKLIST;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        var running = running(job);
        var items = List.of(
                backups(job.find(Variable.CHANGE_KINDS), isBackedUp(job)),
                running.logs(),
                behaviour(job.find(Variable.CHANGE_KINDS), job.find(Variable.CONFIRMED_VERSION)));
        var outcome = Outcome.found(Variable.CHECKLIST_VERDICT, List.of(running.health(), running.scaling()))
                .with(Variable.OPEN_ITEMS, ChecklistItem.names(open(items)))
                .comparedWithConfirmed(job);
        for (var item : items) {
            outcome = outcome.and(item);
        }
        return outcome;
    }

    private static List<ChecklistItem> open(List<Finding> findings) {
        return Arrays.stream(ChecklistItem.values())
                .filter(item -> findings.stream()
                        .noneMatch(found -> found.rule() == item.rule() && found.verdict() == Verdict.PASS))
                .toList();
    }

    /** What is found of what runs. */
    private record Running(Finding health, Finding logs, Finding scaling) {}

    private Running running(Job job) throws InterruptedException {
        var confirmed = job.find(Variable.CONFIRMED_VERSION);
        if (confirmed.isEmpty()) {
            return new Running(
                    Finding.pass(Rule.CHECK_5, "Nothing runs here yet whose health could be asked", Map.of()),
                    Finding.pass(Rule.CHECK_6, "Nothing has run here yet that could have logged something", Map.of()),
                    ScalingCheck.look(job, monitors.of(job), List.of()));
        }
        var service = catalog.service(job.get(Variable.SERVICE));
        var target = new LocalTarget(service, job.get(Variable.ENVIRONMENT));
        try {
            var watched = Watched.of(target, job.find(Variable.CONFIRMED_DIGEST));
            return new Running(
                    healthy(watched, service, new Version(confirmed.get(), job.get(Variable.CONFIRMED_DIGEST))),
                    LogCheck.of(target, watched.instances()),
                    ScalingCheck.look(job, monitors.of(job), watched.instances()));
        } catch (IOException e) {
            var why = "What runs on the target cannot be looked at: " + e.getMessage() + ". Mend that, and check again";
            return new Running(
                    Finding.unknown(Rule.CHECK_5, why, Map.of()),
                    Finding.unknown(Rule.CHECK_6, why, Map.of()),
                    ScalingCheck.look(job, monitors.of(job), List.of()));
        }
    }

    private Finding healthy(Watched watched, Service service, Version confirmed) throws InterruptedException {
        if (!watched.absent().isEmpty()) {
            var absent = String.join(", ", watched.absent());
            return Finding.fail(
                    Rule.CHECK_5,
                    "Not every instance runs version " + confirmed.number() + ": not " + absent
                            + ". Get them going before anything is released",
                    Map.of("absent", absent));
        }
        return health
                .of(watched.instances(), service.health(), confirmed.number(), confirmed.digest(), HealthCheck.IN_A_ROW)
                .stream()
                .filter(finding -> finding.rule() == Rule.CHECK_5)
                .findFirst()
                .orElseThrow();
    }

    private boolean isBackedUp(Job job) {
        var service = catalog.service(job.get(Variable.SERVICE));
        return service.environment(job.get(Variable.ENVIRONMENT)).database() != null;
    }

    private static Finding backups(Optional<String> kinds, boolean backedUp) {
        if (!ChangeKind.mayBeDatabase(kinds)) {
            return Finding.pass(
                    Rule.CHECK_3,
                    "No data changes; that the version before is preserved is proven before anything is started",
                    Map.of());
        }
        return backedUp
                ? Finding.pass(
                        Rule.CHECK_3,
                        "A database may change. Before anything is started it is backed up, and the backup restored and"
                                + " compared: without that (BACK-2) there is no permit",
                        Map.of("proven", Rule.BACK_2.id()))
                : Finding.unknown(
                        Rule.CHECK_3,
                        "A database may change, and the catalog names none that Slipway could back up. Somebody looks"
                                + " whether a backup of its data can be restored, and attests it",
                        Map.of());
    }

    private static Finding behaviour(Optional<String> kinds, Optional<String> confirmed) {
        if (confirmed.isEmpty()) {
            return Finding.pass(
                    Rule.CHECK_7, "It is the first version here: there is nothing to fall behind", Map.of());
        }
        var facts = Map.of("changes", kinds.orElse("nobody knows"));
        return ChangeKind.leavesTheProgram(kinds)
                ? Finding.pass(Rule.CHECK_7, "The program stays as it is: only " + kinds.orElse("") + " changes", facts)
                : Finding.unknown(
                        Rule.CHECK_7,
                        "The program changes, and tests find only what they look for. Somebody who knows what it is to do"
                                + " looks whether it still does, and attests it",
                        facts);
    }
}
