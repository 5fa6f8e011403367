package io.slipway.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guard knows commands by name; a name that the engine does not know would guard nothing. */
@Tag("PHASE-0")
class CommandGuardTest {

    static Stream<String> names() {
        return Stream.of(
                        GuardedCommands.NOBODY,
                        GuardedCommands.BREAK_GLASS,
                        GuardedCommands.ENGINE,
                        GuardedCommands.WORKERS)
                .flatMap(Set::stream);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyGuardedCommandExists(String name) throws ClassNotFoundException {
        assertThat(Command.class).isAssignableFrom(Class.forName(name));
    }
}
