package io.slipway.engine.release;

import io.slipway.engine.Refusal;
import io.slipway.engine.people.Persons;
import io.slipway.evidence.EvidenceLog;
import io.slipway.evidence.Fact;
import io.slipway.permit.ReleaseRecord;
import java.util.Collection;
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
     * @param asked the roles of which one is asked; who agreed as another one has had their say (ROLE-2)
     * @throws Refusal saying who is excluded, and why
     */
    void refuse(String account, String release, boolean approves, Collection<String> asked) {
        var record = new ReleaseRecord(evidence.proofs(release));
        var starter = record.startedBy()
                .orElseThrow(() -> new Refusal("task", "the evidence does not say who started this release"));
        if (starter.equals(account)) {
            throw new Refusal("task", "nobody approves their own change, and " + account + " started this release");
        }
        var person = persons.of(account)
                .orElseThrow(() -> new Refusal(
                        "task",
                        account + " has no e-mail address, so nobody knows whose account it is; an administrator"
                                + " sets it"));
        refuseStarter(account, person, starter);
        refuseAuthorsAndSigners(account, person, record.work(), approves);
        if (approves && record.agreedAsAnother(person, asked)) {
            throw new Refusal(
                    "task",
                    account + " (" + person + ") has approved this plan in another role already; as " + asked
                            + " somebody else has to");
        }
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

    private static void refuseAuthorsAndSigners(
            String account, String person, Optional<ReleaseRecord.Work> work, boolean approves) {
        if (work.isEmpty()) {
            if (approves) {
                throw new Refusal(
                        "task",
                        "the authors of this change are not known, so nobody can be shown not to approve their own;"
                                + " the finding ROLE-5 says what is missing");
            }
            return;
        }
        if (work.get().authors().contains(person)) {
            throw new Refusal(
                    "task",
                    "nobody approves their own change, and " + account + " (" + person + ") wrote commits of it");
        }
        if (work.get().signers().contains(person)) {
            throw new Refusal(
                    "task",
                    "nobody approves their own change, and " + account + " (" + person + ") signed its artifact");
        }
    }
}
