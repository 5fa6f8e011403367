package io.slipway.engine.breakglass;

import io.slipway.contract.Role;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Lets the two people who opened break-glass for a release put hand on it, and on no other. */
@Component
@Profile("!worker")
public class GlassUse {

    private final GlassTable table;
    private final GlassStory story;
    private final InstantSource clock;

    GlassUse(GlassTable table, GlassStory story, ObjectProvider<InstantSource> clock) {
        this.table = table;
        this.story = story;
        this.clock = clock.getIfUnique(InstantSource::system);
    }

    /**
     * The same command, which looks within its own transaction whether it may be done, and is evidence together with what
     * it does.
     *
     * @param why what somebody is told who may not
     */
    public <T> Command<T> under(Command<T> command, Authentication person, String why) {
        return context -> {
            use(command, person, context, why);
            try (var use = GlassInUse.begin()) {
                return command.execute(context);
            }
        };
    }

    private void use(Command<?> command, Authentication person, CommandContext context, String why) {
        var hand = HandOnRelease.of(command, context);
        var glass = hand.flatMap(found -> glass(found.release(), person));
        if (hand.isEmpty() || glass.isEmpty()) {
            throw new AuthorizationException(why);
        }
        story.tell(glass.get(), GlassStory.USED, person.getUserId(), hand.get().what());
    }

    private Optional<Glass> glass(String release, Authentication person) {
        var now = clock.instant();
        return isMember(person.getGroupIds())
                ? table.current().stream()
                        .filter(glass -> glass.release().equals(release))
                        .filter(glass -> glass.isOpenFor(person.getUserId(), now))
                        .filter(story::bearsOut)
                        .findFirst()
                : Optional.empty();
    }

    static boolean isMember(@Nullable List<String> groups) {
        return groups != null && groups.contains(Role.BREAK_GLASS.id());
    }
}
