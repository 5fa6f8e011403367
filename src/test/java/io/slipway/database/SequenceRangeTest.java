package io.slipway.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("BACK-2")
class SequenceRangeTest {

    @Test
    void aSequenceThatStoodStillIsWhereItWas() {
        var still = new SequenceRange(7L, 7L);
        assertThat(still.holds(7L)).isTrue();
        assertThat(still.holds(6L)).isFalse();
        assertThat(still.holds(8L)).isFalse();
        assertThat(still.holds(null)).isFalse();
        var unused = new SequenceRange(null, null);
        assertThat(unused.holds(null)).isTrue();
        assertThat(unused.holds(1L)).isFalse();
    }

    @Test
    void oneThatMovedOnIsBetween() {
        for (var moved : new SequenceRange[] {new SequenceRange(3L, 7L), new SequenceRange(7L, 3L)}) {
            assertThat(moved.holds(3L)).isTrue();
            assertThat(moved.holds(5L)).isTrue();
            assertThat(moved.holds(7L)).isTrue();
            assertThat(moved.holds(2L)).isFalse();
            assertThat(moved.holds(8L)).isFalse();
            assertThat(moved.holds(null)).isFalse();
        }
        var begun = new SequenceRange(null, 2L);
        assertThat(begun.holds(null)).isTrue();
        assertThat(begun.holds(1L)).isTrue();
        assertThat(begun.holds(3L)).isFalse();
    }
}
