package io.slipway.prepare;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Patching;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.shell.Apt;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Looks whether the environment is safe enough to release to: whether users reach it encrypted (SEC-1), whether others can read
 * secrets there (SEC-2), whether backups are encrypted (SEC-5), who instances run as (SEC-3), whether the firewall of their host is
 * closed (SEC-4), and whether it is patched (SEC-6). The last three do not apply where only this machine reaches it.
 */
@Component
final class CheckBaseline implements Worker {

    private static final int HTTP = 80;

    private final Catalog catalog;

    CheckBaseline(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Looks at what applies where others than this machine reach an environment. */
    private interface Check {
        Finding look() throws InterruptedException;
    }

    @Override
    public Topic topic() {
        return Topic.CHECK_BASELINE;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        var service = catalog.service(job.get(Variable.SERVICE));
        var name = job.get(Variable.ENVIRONMENT);
        var environment = service.environment(name);
        var url = environment.address().url();
        return Outcome.found(
                Variable.BASELINE_VERDICT,
                List.of(
                        Encryption.look(environment.address(), HTTP, Instant.now()),
                        SecretsOnTarget.look(service, name),
                        unlessOwn(
                                url,
                                Rule.SEC_3,
                                "who instances run as and what they may do",
                                () -> UserCheck.look(service, name)),
                        unlessOwn(url, Rule.SEC_4, "what the host's firewall lets in", FirewallCheck::look),
                        unlessOwn(
                                url, Rule.SEC_6, "how well the host is patched", () -> patched(environment.patching())),
                        BackupEncryption.look(service, name)));
    }

    private static Finding unlessOwn(URI url, Rule rule, String about, Check check) throws InterruptedException {
        try {
            var exempt = OwnMachine.exempt(url, rule, about);
            return exempt.isPresent() ? exempt.get() : check.look();
        } catch (IOException e) {
            return Finding.unknown(rule, "Where " + url + " listens on this host is not known: " + e, Map.of());
        }
    }

    private static Finding patched(Patching limits) throws InterruptedException {
        return Apt.isThere()
                ? PatchCheck.look(limits, new Apt(), Instant.now())
                : Finding.unknown(
                        Rule.SEC_6,
                        "How well the host is patched is not known: it has no apt, and Slipway can ask nothing else. Run"
                                + " the workers, and the instances, on a host that has",
                        Map.of());
    }
}
