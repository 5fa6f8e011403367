package io.slipway.bench;

import io.slipway.RunningSlipway;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A person starts the rollback that a tool makes of a shop behind a link. It counts from that start: nobody had to notice
 * anything, or to type.
 *
 * @param name of the tool
 * @param command that rolls back
 * @param log what the command says
 */
record LinkedWay(String name, LinkedShop shop, ProcessBuilder command, Path log) implements Way {

    /** Answers in a row after which a version serves, and is warm. */
    private static final int ENOUGH = 200;

    @Override
    public Seen back() throws IOException, InterruptedException {
        shop.deploy(WayBack.LOSES_ORDERS);
        // who comes while it still starts would count what nobody answers
        try (var before = new Visitor(shop.address())) {
            awaitOnly(before, WayBack.LOSES_ORDERS);
        }
        try (var visitor = new Visitor(shop.address())) {
            awaitOnly(visitor, WayBack.LOSES_ORDERS);
            var began = Instant.now();
            Programs.run(log, command);
            awaitOnly(visitor, WayBack.GOOD);
            return Seen.of(visitor.answers(), began, WayBack.LOSES_ORDERS);
        }
    }

    private static void awaitOnly(Visitor visitor, String version) {
        RunningSlipway.await("only " + version + " answers", Duration.ofMinutes(1), () -> {
            var answers = visitor.answers();
            return answers.size() >= ENOUGH
                    && answers.subList(answers.size() - ENOUGH, answers.size()).stream()
                            .allMatch(answer -> answer.version().equals(version));
        });
    }
}
