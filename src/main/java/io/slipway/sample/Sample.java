package io.slipway.sample;

import io.slipway.calendar.ReleaseCalendar;
import io.slipway.catalog.Catalog;
import io.slipway.contract.ReleaseWindow;
import io.slipway.contract.Role;
import io.slipway.engine.people.People;
import io.slipway.engine.release.Releases;
import io.slipway.shell.Daemon;
import io.slipway.target.LocalTarget;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Runs the sample: gateways, customers, and the first version, which is released to both environments by the real
 * process. When Slipway is told to stop, all of it stops; when Slipway is killed, the shop goes on.
 *
 * <p>Over 150 lines, because the opening, the welcome and the closing are one story.
 */
@Component
@Profile("sample")
class Sample implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Sample.class);
    private static final Duration LONGEST_OPENING = Duration.ofMinutes(3);
    private static final Duration BETWEEN_VISITS = Duration.ofMillis(300);

    private static final Map<String, Role> PEOPLE = people();

    private final ShopWorld world;
    private final Catalog catalog;
    private final People people;
    private final Releases releases;
    private final ReleaseCalendar calendar;
    private final Environment environment;
    private final Gateways gateways;
    private final List<Customers> customers = new ArrayList<>();
    private volatile boolean running;

    Sample(Environment environment, Catalog catalog, People people, Releases releases, ReleaseCalendar calendar) {
        this.world = SampleWorldBuilder.of(environment);
        this.environment = environment;
        this.catalog = catalog;
        this.people = people;
        this.releases = releases;
        this.calendar = calendar;
        this.gateways = new Gateways(world);
    }

    private static Map<String, Role> people() {
        var people = new LinkedHashMap<String, Role>();
        people.put("maria", Role.RELEASE_MANAGER);
        people.put("bela", Role.BACKEND_SPECIALIST);
        people.put("oskar", Role.ORCHESTRATOR);
        people.put("dora", Role.DEBUGGER);
        people.put("otto", Role.OPS);
        return people;
    }

    private LocalTarget target(String name) {
        return new LocalTarget(catalog.service("shop"), name);
    }

    @EventListener(ApplicationReadyEvent.class)
    void open() throws IOException, InterruptedException {
        gateways.start();
        for (var name : ShopWorld.ENVIRONMENTS) {
            var confirmed = releases.confirmed("shop", name);
            if (confirmed.isPresent()) {
                Reopening.of(
                        target(name), confirmed.get().version(), confirmed.get().digest());
            }
            customers.add(new Customers(URI.create("http://127.0.0.1:" + world.gatewayPort(name)), BETWEEN_VISITS));
        }
        var opening = new Thread(this::releaseAndWelcome, "sample");
        opening.setDaemon(true);
        opening.start();
    }

    /** One environment after the other: the first version proves itself in staging, as any other does. */
    private void releaseAndWelcome() {
        var end = Instant.now().plus(LONGEST_OPENING);
        try {
            for (var name : ShopWorld.ENVIRONMENTS) {
                if (!isFirstConfirmed(name, end)) {
                    LOG.error(
                            "The first version is not confirmed in {} after {}: look into Cockpit and the logs below {}",
                            name,
                            LONGEST_OPENING,
                            world.folder());
                    return;
                }
            }
            welcome();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isFirstConfirmed(String name, Instant end) throws InterruptedException {
        if (releases.confirmed("shop", name).isEmpty()
                && releases.active("shop", name).isEmpty()) {
            releases.start("shop", "1.0.0", name, "The first version", "The shop opens");
        }
        while (waiting(name).isEmpty() && releases.confirmed("shop", name).isEmpty()) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            Thread.sleep(250);
        }
        return true;
    }

    /** Why the first version is not in an environment yet, if people have to be asked first: the sample has no exception. */
    private Optional<String> waiting(String name) {
        return Optional.of(calendar.at("shop", name, Instant.now()).window())
                .filter(window ->
                        !window.isOpen() && releases.confirmed("shop", name).isEmpty())
                .map(ReleaseWindow::because);
    }

    private void welcome() {
        var text = new StringBuilder("\nThe shop is open, and customers are in it.\n\n");
        var address = "http://localhost:" + environment.getProperty("local.server.port");
        text.append("  Tasklist    ").append(address).append("/camunda/app/tasklist/\n");
        text.append("  Cockpit     ").append(address).append("/camunda/app/cockpit/\n");
        ShopWorld.ENVIRONMENTS.forEach(name ->
                text.append("  %-11s http://localhost:%d/catalogue%n".formatted(name, world.gatewayPort(name))));
        text.append("\nPeople, with their passwords, which are shown this once:\n\n");
        PEOPLE.forEach((id, role) -> text.append("  %-6s %-18s %s%n"
                .formatted(
                        id,
                        role.id(),
                        people.create(id, id + ShopSource.DOMAIN, List.of(role.id()))
                                .orElse("(as before)"))));
        ShopWorld.ENVIRONMENTS.forEach(name -> waiting(name).ifPresent(why -> text.append("\n")
                .append(why)
                .append(": the first release to ")
                .append(name)
                .append(" waits for an approval. Log in to Tasklist as oskar, and approve it.\n")));
        text.append(
                "\nNext: log in to Tasklist as maria, choose 'Start process', 'Release', and release shop 1.1.0 to staging.\n"
                        + "Then as bela: the program changes, and the checklist asks whether it still does what it should.\n");
        System.out.println(text);
    }

    @Override
    public void start() {
        running = true;
    }

    /** After the workers, which may still use what is stopped here. */
    @Override
    public void stop() {
        running = false;
        customers.forEach(Customers::close);
        try {
            gateways.stop();
            for (var name : ShopWorld.ENVIRONMENTS) {
                var slots = target(name).slots().values().stream().flatMap(List::stream);
                Daemon.stopAll(slots.map(slot -> slot.daemon()).toList(), Duration.ofSeconds(5));
            }
        } catch (IOException e) {
            LOG.warn("Not everything of the sample could be stopped", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 10;
    }
}
