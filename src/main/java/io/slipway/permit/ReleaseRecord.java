package io.slipway.permit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.Placeholder;
import io.slipway.contract.ReleaseEnd;
import io.slipway.contract.RollbackMode;
import io.slipway.contract.Rule;
import io.slipway.contract.SchemaChange;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.evidence.Entry;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.Fact;
import io.slipway.evidence.Proofs;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the evidence of one release says of it, in the words that a policy asks in. Pure.
 *
 * <p>Over 150 lines: each question is a few lines, and together they are the vocabulary of the policies.
 */
public final class ReleaseRecord {

    private static final String RESULT = "result";

    private final Proofs proofs;

    public ReleaseRecord(Proofs proofs) {
        this.proofs = proofs;
    }

    /** A field of what the release was started with; empty: it has none, or there was no start. */
    public Optional<String> asked(String field) {
        return proofs.newest(EntryKind.START).flatMap(start -> text(start, field));
    }

    /** A variable of the newest answer to a topic's task; empty: there was no such answer, or it said nothing. */
    public Optional<String> answered(Topic topic, String variable) {
        return proofs.of(EntryKind.EFFECT)
                .filter(effect -> is(effect, "topic", topic.id()) && is(effect, RESULT, "done"))
                .reduce((older, newer) -> newer)
                .flatMap(effect -> variable(effect, variable));
    }

    /** The version that was confirmed in the environment when the release took it; empty: none. */
    public Optional<Goal> confirmed() {
        return lease().map(lease -> lease.fact().body().path("confirmed"))
                .filter(JsonNode::isObject)
                .map(Goal::read);
    }

    /** The release that confirmed it. */
    Optional<String> confirmedBy() {
        return lease().flatMap(lease -> text(lease, "confirmedRelease"));
    }

    private Optional<Entry> lease() {
        return proofs.of(EntryKind.LEASE)
                .filter(lease -> lease.fact().body().path("granted").asBoolean())
                .reduce((older, newer) -> newer);
    }

    /** The confirmed release that this takes back: empty: it is no rollback of one. */
    public Optional<String> undoes() {
        return asked(Variable.ROLLED_BACK_RELEASE.name());
    }

    /** The confirmed release that this rehearses the rollback to; empty: it is no rehearsal. */
    public Optional<String> rehearses() {
        return asked(Variable.REHEARSED_RELEASE.name());
    }

    /** When it ended; empty: it has not. */
    Optional<Instant> endedAt() {
        return proofs.newest(EntryKind.END).map(Entry::at);
    }

    /** Whether it says that it ended so. */
    boolean endedAs(ReleaseEnd end) {
        return proofs.newest(EntryKind.END)
                .filter(entry -> is(entry, "outcome", end.id()))
                .isPresent();
    }

    /** The first permit after this place in the chain for a step back to this. */
    Optional<Entry> firstPermitBack(Topic action, Goal goal, long after) {
        return proofs.of(EntryKind.PERMIT)
                .filter(permit -> permit.sequence() > after)
                .filter(permit -> is(permit, "action", action.id()) && is(permit, "way", Judgement.BACK))
                .filter(permit -> Goal.read(permit.fact().body().path("goal")).equals(goal))
                .findFirst();
    }

    /** The first answer to a topic's task after this place in the chain that says something of this. */
    Optional<Entry> answeredAfter(Topic topic, String variable, long after) {
        return proofs.of(EntryKind.EFFECT)
                .filter(effect -> effect.sequence() > after)
                .filter(effect -> is(effect, "topic", topic.id()) && is(effect, RESULT, "done"))
                .filter(effect -> variable(effect, variable).isPresent())
                .findFirst();
    }

    /** A variable of a worker's answer. */
    static Optional<String> variable(Entry effect, String variable) {
        return Optional.of(effect.fact().body().path("variables").path(variable).asText())
                .filter(value -> !value.isEmpty());
    }

    /** Whether this is what it was permitted to do last. */
    boolean permittedLast(Topic action) {
        return proofs.newest(EntryKind.PERMIT)
                .filter(permit -> is(permit, "action", action.id()))
                .isPresent();
    }

    /** Whether somebody put hand on it with break-glass. */
    boolean handledByHand() {
        return proofs.of(EntryKind.BREAK_GLASS).anyMatch(entry -> is(entry, "event", "used"));
    }

    /** The newest permit for a step back to this. */
    Optional<Entry> permittedBack(Topic action, Goal goal) {
        return proofs.of(EntryKind.PERMIT)
                .filter(permit -> is(permit, "action", action.id()) && is(permit, "way", Judgement.BACK))
                .filter(permit -> Goal.read(permit.fact().body().path("goal")).equals(goal))
                .reduce((older, newer) -> newer);
    }

    /** The newest plan, as it was written down. */
    public Optional<Plan> plan() {
        return planned()
                .flatMap(entry -> entry.fact().body().path("plan") instanceof ObjectNode json
                        ? Optional.of(Plan.read(json))
                        : Optional.empty());
    }

    Optional<Entry> planned() {
        return proofs.newest(EntryKind.PLAN);
    }

    /** That it ended as confirmed in that environment; empty: it did not. */
    Optional<Confirmation> endedConfirmed(String service, String environment) {
        if (!asked("service").equals(Optional.of(service))
                || !asked("environment").equals(Optional.of(environment))) {
            return Optional.empty();
        }
        return proofs.newest(EntryKind.END)
                .filter(end -> is(end, "outcome", "confirmed"))
                .flatMap(end -> confirmation()
                        .map(goal -> new Confirmation(String.valueOf(end.fact().release()), goal, end.at())));
    }

    /**
     * What may be recorded as confirmed: what a worker was permitted to confirm. No variable says so, and no place that a
     * token was moved to. Empty: nothing.
     */
    public Optional<Goal> confirmable() {
        return over().isPresent() ? Optional.empty() : confirmation();
    }

    private Optional<Goal> confirmation() {
        return plan().flatMap(plan -> permitted(Topic.CONFIRM_RELEASE, plan))
                .map(permit -> Goal.read(permit.fact().body().path("goal")));
    }

    /** Why nothing more may be brought forward; empty: nothing is known against it. */
    Optional<String> over() {
        if (proofs.newest(EntryKind.END).isPresent()) {
            return Optional.of("The release has ended");
        }
        if (!proofs.decisions("withdraw").isEmpty()) {
            return Optional.of("The release was withdrawn");
        }
        if (handledByHand()) {
            return Optional.of("Somebody put hand on the release with break-glass: it is not brought forward any more");
        }
        return Optional.empty();
    }

    /** Why no newer release may take its environment; empty: it has touched nothing, and nobody put hand on it. */
    Optional<String> keepsItsEnvironment() {
        if (startedBy().isEmpty()) {
            return Optional.of("its evidence does not say how it began");
        }
        if (proofs.newest(EntryKind.PERMIT).isPresent()) {
            return Optional.of("it was permitted to touch the target");
        }
        if (proofs.newest(EntryKind.BREAK_GLASS).isPresent()) {
            return Optional.of("people put hand on it, or asked to, with break-glass");
        }
        return over();
    }

    /**
     * The newer release that has taken its environment.
     *
     * @param release its key
     * @param startedBy the account that started it
     */
    public record Newer(String release, String startedBy) {}

    /** The newer release that has taken its environment; empty: none has. */
    public Optional<Newer> newer() {
        return proofs.of(EntryKind.LEASE)
                .flatMap(lease -> text(lease, "newerRelease").stream()
                        .map(newer -> new Newer(newer, text(lease, "startedBy").orElse(Fact.SLIPWAY))))
                .findFirst();
    }

    boolean ended() {
        return proofs.newest(EntryKind.END).isPresent();
    }

    /** The passes of a rule about an artifact, given after an entry and not before a time. */
    Optional<List<Entry>> passed(Rule rule, String digest, Instant notBefore, Entry after) {
        return proofs.passed(rule, digest, notBefore)
                .filter(found -> found.stream().allMatch(entry -> entry.sequence() > after.sequence()));
    }

    /** The same, whenever it was given. */
    Optional<List<Entry>> passed(Rule rule, String digest, Instant notBefore) {
        return proofs.passed(rule, digest, notBefore);
    }

    /** The same, given by this check: what another one found of the rule does not stand in for it. */
    Optional<List<Entry>> passed(Rule rule, Topic by, String digest, Instant notBefore) {
        return proofs.passed(rule, by, digest, notBefore);
    }

    /** The same, given after an entry. */
    Optional<List<Entry>> passed(Rule rule, Topic by, String digest, Instant notBefore, Entry after) {
        return proofs.passed(rule, by, digest, notBefore)
                .filter(found -> found.stream().allMatch(entry -> entry.sequence() > after.sequence()));
    }

    /**
     * How it ended there, if it was let have an effect on the target; a rollback of a confirmed release has one by starting what
     * was there before.
     *
     * @return the end, as in {@link io.slipway.contract.ReleaseEnd}, or {@code deleted}; empty: it had no effect there, or has not ended
     */
    Optional<String> endedWithEffect(String service, String environment) {
        var there = asked("service").equals(Optional.of(service))
                && asked("environment").equals(Optional.of(environment));
        var effect = proofs.of(EntryKind.PERMIT)
                .anyMatch(permit -> is(permit, "action", Topic.START_INSTANCES.id())
                        && (undoes().isPresent() || is(permit, "way", Judgement.FORWARD)));
        return there && effect ? proofs.newest(EntryKind.END).flatMap(end -> text(end, "outcome")) : Optional.empty();
    }

    /** The newest permit for a step forward under a plan. */
    Optional<Entry> permitted(Topic action, Plan plan) {
        return proofs.of(EntryKind.PERMIT)
                .filter(permit -> is(permit, "action", action.id())
                        && is(permit, "plan", plan.hash())
                        && is(permit, "way", Judgement.FORWARD))
                .reduce((older, newer) -> newer);
    }

    /** What was decided about the plan, oldest first. */
    Stream<Entry> decisions(Plan plan) {
        return proofs.decisions("Task_ApproveRelease").stream().filter(entry -> is(entry, "plan", plan.hash()));
    }

    /** Whether a person has agreed to the newest plan already, asked as somebody else. */
    public boolean agreedAsAnother(String person, Collection<String> asked) {
        var planned = planned();
        var plan = plan();
        return planned.isPresent()
                && plan.isPresent()
                && decisions(plan.get())
                        .filter(decision -> decision.sequence() > planned.get().sequence())
                        .filter(decision ->
                                is(decision, "approvalDecision", "approve") && is(decision, "person", person))
                        .anyMatch(decision -> texts(decision, "asked").noneMatch(asked::contains));
    }

    /** The texts of a list that an entry holds. */
    static Stream<String> texts(Entry entry, String field) {
        return StreamSupport.stream(entry.fact().body().path(field).spliterator(), false)
                .map(JsonNode::asText);
    }

    /**
     * Whose work the change is, by e-mail address.
     *
     * @param authors who wrote, or committed, some of it
     * @param signers who signed its artifact
     */
    public record Work(List<String> authors, List<String> signers) {

        boolean isOf(String person) {
            return authors.contains(person) || signers.contains(person);
        }
    }

    /** Whose work the change is, as it was found out last; empty: that is not known. */
    public Optional<Work> work() {
        return proofs.of(EntryKind.FINDING)
                .filter(finding -> finding.fact().rules().contains(Rule.ROLE_5))
                .reduce((older, newer) -> newer)
                .filter(finding -> is(finding, "verdict", Verdict.PASS.id()))
                .map(finding -> finding.fact().body().path("facts"))
                .filter(facts -> facts.path("authors").isTextual()
                        && facts.path("signers").isTextual())
                .map(facts -> new Work(list(facts.path("authors")), list(facts.path("signers"))));
    }

    /**
     * Whose word the business impact is, by e-mail address: who started the release, or who stated it anew where it had
     * stopped. {@link Fact#SLIPWAY} if Slipway itself did; empty if that account has no address.
     */
    Optional<String> impactBy() {
        var stated = proofs.decisions("Task_ResolveStop").stream()
                .filter(decision -> text(decision, "statedImpact").isPresent())
                .reduce((older, newer) -> newer);
        if (stated.isPresent()) {
            return text(stated.get(), "person");
        }
        return proofs.newest(EntryKind.START)
                .flatMap(start ->
                        start.fact().actor().equals(Fact.SLIPWAY) ? Optional.of(Fact.SLIPWAY) : text(start, "person"));
    }

    /** How the version before gets on with the data, as it was said last; empty: nobody said. */
    public Optional<String> dataRollback() {
        return said(Variable.STATED_DATA_ROLLBACK, Variable.DATA_ROLLBACK);
    }

    /** The root-cause analysis of what it mends, as it was said last; empty: nobody named one. */
    Optional<String> rootCause() {
        return said(Variable.STATED_ROOT_CAUSE, Variable.ROOT_CAUSE).filter(words -> !Placeholder.is(words));
    }

    /** What asks for scaling or tuning, as it was said last; empty: nobody named it. */
    Optional<String> scalingSignal() {
        return said(Variable.STATED_SCALING_SIGNAL, Variable.SCALING_SIGNAL).filter(words -> !Placeholder.is(words));
    }

    /** What was stated last where the release stopped, else what it was started with. */
    private Optional<String> said(Variable<String> stated, Variable<String> asked) {
        return proofs.decisions("Task_ResolveStop").stream()
                .flatMap(decision -> text(decision, stated.name()).stream())
                .reduce((older, newer) -> newer)
                .or(() -> asked(asked.name()));
    }

    /** A fact that the newest finding of a check about a rule holds; empty: it holds none, or there is no such finding. */
    Optional<String> measured(Rule rule, Topic by, String fact) {
        return found(rule, by).flatMap(finding -> fact(finding, fact));
    }

    /** A fact that a finding holds; empty: it holds none. */
    static Optional<String> fact(Entry finding, String fact) {
        return Optional.of(finding.fact().body().path("facts").path(fact).asText())
                .filter(value -> !value.isEmpty());
    }

    /** What the schema's check found last that a rollback does to images and data; empty: it does not say. */
    public Optional<String> wayBackFound() {
        return measured(Rule.BACK_3, Topic.CHECK_SCHEMA, RollbackMode.FACT);
    }

    /** The newest finding of a check about a rule. */
    Optional<Entry> found(Rule rule, Topic by) {
        return proofs.of(EntryKind.FINDING)
                .filter(finding -> finding.fact().rules().contains(rule) && is(finding, "topic", by.id()))
                .reduce((older, newer) -> newer);
    }

    /** The newest decision where it had stopped, after an entry. */
    Optional<Entry> decidedAfter(Entry before) {
        return proofs.decisions("Task_ResolveStop").stream()
                .filter(decision -> decision.sequence() > before.sequence())
                .reduce((older, newer) -> newer);
    }

    /** {@link Variable#CHANGE_KINDS}, as the facts and the schema's check say them; empty: nobody knows what changes. */
    public Optional<String> changeKinds() {
        return SchemaChange.added(
                answered(Topic.COLLECT_FACTS, Variable.CHANGE_KINDS.name()),
                measured(Rule.GATE_3, Topic.CHECK_SCHEMA, SchemaChange.FACT));
    }

    private static List<String> list(JsonNode text) {
        return Arrays.asList(text.asText().split(", "));
    }

    /** The account that started it; empty: there is no evidence of a start. */
    public Optional<String> startedBy() {
        return proofs.newest(EntryKind.START).map(start -> start.fact().actor());
    }

    private static boolean is(Entry entry, String field, String value) {
        return entry.fact().body().path(field).asText().equals(value);
    }

    private static Optional<String> text(Entry entry, String field) {
        var value = entry.fact().body().path(field);
        return value.isTextual() && !value.asText().isEmpty() ? Optional.of(value.asText()) : Optional.empty();
    }
}
