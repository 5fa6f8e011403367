package io.slipway.engine.release;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import io.slipway.engine.Refusal;
import io.slipway.engine.people.Persons;
import io.slipway.evidence.Entry;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.EvidenceLog;
import io.slipway.evidence.Fact;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Nobody decides about their own change (ROLE-5): not who started it, wrote some of it or signed it, under whatever
 * account, and in whatever groups. Who that is is read from the evidence, which nobody can write to; variables do not
 * count.
 */
@Component
@Profile("!worker")
class OwnChange {

    private final EvidenceLog evidence;
    private final Persons persons;

    OwnChange(EvidenceLog evidence, Persons persons) {
        this.evidence = evidence;
        this.persons = persons;
    }

    /**
     * Refuses whoever decides about their own change, or of whom that cannot be ruled out.
     *
     * @param account who decides
     * @param release the key of the release
     * @param approves whether the answer lets the release go on; for a "no" the authors need not be known
     * @throws Refusal saying who is excluded, and why
     */
    void refuse(String account, String release, boolean approves) {
        var entries = evidence.of(release);
        var starter = starter(entries);
        if (starter.equals(account)) {
            throw new Refusal("task", "nobody approves their own change, and " + account + " started this release");
        }
        var person = persons.of(account)
                .orElseThrow(() -> new Refusal(
                        "task",
                        account + " has no e-mail address, so nobody knows whose account it is; an administrator"
                                + " sets it"));
        refuseStarter(account, person, starter);
        refuseAuthorsAndSigners(account, person, entries, approves);
    }

    private static String starter(List<Entry> entries) {
        return entries.stream()
                .map(Entry::fact)
                .filter(fact -> fact.kind() == EntryKind.START)
                .map(Fact::actor)
                .findFirst()
                .orElseThrow(() -> new Refusal("task", "the evidence does not say who started this release"));
    }

    private void refuseStarter(String account, String person, String starter) {
        var starting = persons.of(starter);
        if (starting.isEmpty() && !starter.equals(Fact.SLIPWAY)) {
            throw new Refusal(
                    "task",
                    starter + ", who started this release, has no e-mail address, so it may be an account of " + person
                            + "; an administrator sets it");
        }
        if (starting.filter(person::equals).isPresent()) {
            throw new Refusal(
                    "task",
                    "nobody approves their own change, and " + account + " is the same person (" + person + ") as "
                            + starter + ", who started this release");
        }
    }

    private static void refuseAuthorsAndSigners(String account, String person, List<Entry> entries, boolean approves) {
        var work = work(entries);
        if (work.isEmpty()) {
            if (approves) {
                throw new Refusal(
                        "task",
                        "the authors of this change are not known, so nobody can be shown not to approve their own;"
                                + " the finding ROLE-5 says what is missing");
            }
            return;
        }
        if (names(work.get().path("authors")).contains(person)) {
            throw new Refusal(
                    "task",
                    "nobody approves their own change, and " + account + " (" + person + ") wrote commits of it");
        }
        if (names(work.get().path("signers")).contains(person)) {
            throw new Refusal(
                    "task",
                    "nobody approves their own change, and " + account + " (" + person + ") signed its artifact");
        }
    }

    /** Authors and signers as they were found out last; empty if they were not. */
    private static Optional<JsonNode> work(List<Entry> entries) {
        return entries.stream()
                .map(Entry::fact)
                .filter(fact -> fact.kind() == EntryKind.FINDING && fact.rules().contains(Rule.ROLE_5))
                .reduce((before, newest) -> newest)
                .filter(fact -> fact.body().path("verdict").asText().equals(Verdict.PASS.id()))
                .map(fact -> fact.body().path("facts"))
                .filter(facts -> facts.path("authors").isTextual()
                        && facts.path("signers").isTextual());
    }

    private static List<String> names(JsonNode list) {
        return Arrays.asList(list.asText().split(", "));
    }
}
