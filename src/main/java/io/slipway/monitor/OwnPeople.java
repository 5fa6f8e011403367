package io.slipway.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.worker.Job;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Whose release it is: who started it, and who wrote and signed what it brings. Empty: somebody may be missing. */
record OwnPeople(Optional<Set<String>> people) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PARTS = List.of("authors", "signers");

    /** All of them, as finding ROLE-5 names them. */
    static OwnPeople of(Job job) {
        var starter = job.find(Variable.STARTER).filter(address -> !address.isEmpty());
        var work = StreamSupport.stream(findings(job).spliterator(), false)
                .filter(finding -> finding.path("rule").asText().equals(Rule.ROLE_5.id()))
                .toList();
        var known = starter.isPresent()
                && !work.isEmpty()
                && work.stream()
                        .allMatch(finding -> finding.path("verdict").asText().equals(Verdict.PASS.id())
                                && PARTS.stream()
                                        .allMatch(part ->
                                                finding.path("facts").path(part).isTextual()));
        if (!known) {
            return new OwnPeople(Optional.empty());
        }
        var people = new HashSet<>(Set.of(starter.get()));
        work.forEach(finding -> PARTS.forEach(part ->
                people.addAll(List.of(finding.path("facts").path(part).asText().split(", ")))));
        return new OwnPeople(Optional.of(people));
    }

    private static JsonNode findings(Job job) {
        try {
            return JSON.readTree(job.find(Variable.FINDINGS).orElse("[]"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The variable 'findings' is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Whether it may be one of them: everybody may, if somebody is missing. */
    boolean mayBe(String person) {
        return people.isEmpty() || people.get().contains(person);
    }
}
