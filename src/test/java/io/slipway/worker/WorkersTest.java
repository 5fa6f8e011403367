package io.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.Topic;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkersTest {

    private record Hand(Topic topic) implements Worker {
        @Override
        public Outcome work(Job job) {
            return Outcome.done();
        }
    }

    private static final List<Worker> ALL =
            Arrays.stream(Topic.values()).<Worker>map(Hand::new).toList();

    @Test
    void areOneForEachTopic() {
        assertThat(Workers.of(ALL, List.of()).byTopic()).containsOnlyKeys(Topic.values());
    }

    @Test
    void areOnlyThoseThatAreWantedHere() {
        var workers = Workers.of(ALL, List.of(Topic.CHECK_TESTS, Topic.CHECK_BUILD));

        assertThat(workers.byTopic()).containsOnlyKeys(Topic.CHECK_TESTS, Topic.CHECK_BUILD);
    }

    @Test
    void doNotShareATopic() {
        var two = List.<Worker>of(new Hand(Topic.CHECK_TESTS), new Hand(Topic.CHECK_TESTS));

        assertThatThrownBy(() -> Workers.of(two, List.of(Topic.CHECK_TESTS)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("check-tests", Hand.class.getName());
    }

    @Test
    void leaveNoTopicToWaitForEver() {
        assertThatThrownBy(() -> Workers.of(ALL.subList(1, ALL.size()), List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No worker does " + ALL.get(0).topic().id());
        assertThatThrownBy(() -> Workers.of(List.of(), List.of(Topic.CHECK_TESTS)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("check-tests");
    }
}
