package io.slipway.prepare;

import io.slipway.calendar.ReleaseCalendar;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Worker;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Whether the calendar lets a release go to the environment (ANTI-1). What it says counts for people and for the way through
 * Prepare; before each step towards the switch Slipway asks the calendar again.
 */
@Component
final class CheckCalendar implements Worker {

    private final ReleaseCalendar calendar;
    private final InstantSource clock;

    @Autowired
    CheckCalendar(ReleaseCalendar calendar) {
        this(calendar, InstantSource.system());
    }

    CheckCalendar(ReleaseCalendar calendar, InstantSource clock) {
        this.calendar = calendar;
        this.clock = clock;
    }

    @Override
    public Topic topic() {
        return Topic.CHECK_CALENDAR;
    }

    @Override
    public Outcome work(Job job) {
        var answer = calendar.at(job.get(Variable.SERVICE), job.get(Variable.ENVIRONMENT), clock.instant());
        var window = answer.window();
        var finding =
                switch (window.state()) {
                    case OPEN -> Finding.pass(Rule.ANTI_1, window.because(), answer.facts());
                    case APPROVAL ->
                        Finding.pass(Rule.ANTI_1, window.because() + ". Only an approval opens it", answer.facts());
                    case CLOSED ->
                        Finding.fail(Rule.ANTI_1, window.because() + ". Check again when it is over", answer.facts());
                };
        return Outcome.found(Variable.CALENDAR_VERDICT, List.of(finding))
                .with(Variable.RELEASE_WINDOW, window.state().id())
                .with(Variable.WINDOW_REASON, window.because());
    }
}
