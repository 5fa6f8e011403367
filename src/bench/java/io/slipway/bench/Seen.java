package io.slipway.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What users saw of one way back.
 *
 * @param millisToOld from when the new version was known to be bad to the first answer of the old one after which the new
 *     one answers no more; empty: the new one never answered
 * @param byNew answers of the new version since it was known to be bad
 * @param lost those of them that were errors
 * @param unanswered requests that no version answered, from the beginning of the visit to its end
 */
record Seen(Optional<Double> millisToOld, long byNew, long lost, long unanswered) {

    private static final int SERVER_ERROR = 500;

    static Seen of(List<Visitor.Answer> answers, Instant knownBad, String bad) {
        var byNew =
                answers.stream().filter(answer -> answer.version().equals(bad)).toList();
        var meanwhile =
                byNew.stream().filter(answer -> answer.at().isAfter(knownBad)).toList();
        return new Seen(
                byNew.isEmpty()
                        ? Optional.empty()
                        : Optional.of(millis(knownBad, old(answers, byNew.get(byNew.size() - 1)))),
                meanwhile.size(),
                meanwhile.stream()
                        .filter(answer -> answer.status() >= SERVER_ERROR)
                        .count(),
                answers.stream().filter(answer -> answer.version().isEmpty()).count());
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    /** When the old version answered first, after the new one did for the last time. */
    private static Instant old(List<Visitor.Answer> answers, Visitor.Answer lastOfNew) {
        return answers.subList(answers.indexOf(lastOfNew) + 1, answers.size()).stream()
                .filter(answer -> !answer.version().isEmpty())
                .findFirst()
                .orElseThrow()
                .at();
    }

    /** A row of the table. */
    static String row(String name, List<Seen> all) {
        var times = all.stream().flatMap(seen -> seen.millisToOld().stream()).toList();
        return "| %s | %d × | %s | %d | %d | %d |%n"
                .formatted(
                        name,
                        all.size(),
                        times.isEmpty() ? "never away" : Numbers.middle(times),
                        all.stream().mapToLong(Seen::byNew).sum(),
                        all.stream().mapToLong(Seen::lost).sum(),
                        all.stream().mapToLong(Seen::unanswered).sum());
    }
}
