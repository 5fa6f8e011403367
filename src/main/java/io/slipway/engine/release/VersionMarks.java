package io.slipway.engine.release;

import io.slipway.catalog.Catalog;
import io.slipway.contract.ProcessKey;
import io.slipway.contract.Role;
import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import io.slipway.permit.BadVersion;
import io.slipway.permit.BadVersions;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Marks versions bad, in the name of who is logged in: no environment takes one, and releases of it that run are withdrawn,
 * which rolls back what they have touched. Less exposure takes one person; to take a mark away takes an orchestrator.
 *
 * <p>Over 150 lines: who may, what is asked, and what comes of it are each a few.
 */
@Component
@Profile("!worker")
public class VersionMarks {

    private static final Logger LOG = LoggerFactory.getLogger("slipway.news");
    private static final Set<String> MARKING =
            Set.of(Role.RELEASE_MANAGER.id(), Role.ORCHESTRATOR.id(), Role.DEBUGGER.id(), Role.OPS.id());
    private static final Set<String> LIFTING = Set.of(Role.ORCHESTRATOR.id());

    private final Catalog catalog;
    private final BadVersions versions;
    private final Withdrawals releases;
    private final ByPerson person;

    VersionMarks(Catalog catalog, BadVersions versions, Withdrawals releases, ByPerson person) {
        this.catalog = catalog;
        this.versions = versions;
        this.releases = releases;
        this.person = person;
    }

    /** Which version, and why, as somebody wrote it. */
    public record Request(@Nullable String service, @Nullable String version, @Nullable String reason) {}

    private record Checked(String service, String version, String reason) {}

    /** Those that no environment takes, the oldest mark first. */
    public List<BadVersion> bad() {
        return versions.all();
    }

    /**
     * Marks a version, and has the releases of it that run withdrawn. Marked again it gets the new reason.
     *
     * @throws Refusal if the catalog has no such service, no reason is given, or who is logged in may not
     */
    public void mark(Request request) {
        attempt("to mark a version bad", MARKING, request, (context, asked) -> {
            var running = running(context, asked);
            versions.mark(
                    asked.service(),
                    asked.version(),
                    person.caller(),
                    asked.reason(),
                    running.stream().map(ProcessInstance::getBusinessKey).toList());
            running.forEach(release -> releases.withdraw(release.getProcessInstanceId()));
        });
    }

    /**
     * Takes the mark away.
     *
     * @throws Refusal if the version has none, no reason is given, or who is logged in may not
     */
    public void lift(Request request) {
        attempt("to take a version's mark away", LIFTING, request, (context, asked) -> {
            if (versions.of(asked.service(), asked.version()).isEmpty()) {
                throw new Refusal(
                        Variable.VERSION.name(), asked.service() + " " + asked.version() + " is not marked bad");
            }
            versions.lift(asked.service(), asked.version(), person.caller(), asked.reason());
        });
    }

    private void attempt(String what, Set<String> roles, Request request, BiConsumer<CommandContext, Checked> act) {
        person.attempt(what, context -> {
            person.requireOneOf(roles);
            act.accept(context, checked(request));
        });
        LOG.warn(
                "{} was asked by {}, and is done: {} {}: {}",
                what,
                person.caller(),
                request.service(),
                request.version(),
                request.reason());
    }

    private Checked checked(Request request) {
        var service = request.service();
        var version = request.version();
        if (service == null || catalog.find(service).isEmpty()) {
            throw new Refusal(Variable.SERVICE.name(), "the catalog has no service '" + service + "'");
        }
        if (version == null || !version.matches(ReleaseRequest.VERSIONS)) {
            throw new Refusal(
                    Variable.VERSION.name(), "is not a version's name: it must match " + ReleaseRequest.VERSIONS);
        }
        return new Checked(service, version, Words.sentence("reason", request.reason()));
    }

    /** Whoever may mark need not be able to see them all. */
    private static List<ProcessInstance> running(CommandContext context, Checked asked) {
        return context.runWithoutAuthorization(() -> context.getProcessEngineConfiguration()
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey(ProcessKey.RELEASE.id())
                .variableValueEquals(Variable.SERVICE.name(), asked.service())
                .variableValueEquals(Variable.VERSION.name(), asked.version())
                .list());
    }
}
