package io.slipway.faults;

import io.slipway.Colleague;
import io.slipway.Ports;
import io.slipway.RunningSlipway;
import io.slipway.pier.Builds;
import io.slipway.pier.Place;
import io.slipway.pier.Visitors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** A server, two crews, and environments with gateways, targets and users. */
final class World implements AutoCloseable {

    private static final Pattern SIGNER = Pattern.compile("signed by (sha256:[0-9a-f]{64})");
    private static final int PORTS_OF_A_PLACE = 3;

    private final Builds builds;
    private final List<Place> places = new ArrayList<>();
    private final RunningSlipway server;
    private final List<Crew> crews = new ArrayList<>();
    private final Ledger ledger = new Ledger();
    private final Visitors visitors;
    private final Colleague colleague;

    /**
     * Opens it; the server runs, and so do the crews, when this returns.
     *
     * @param folder an empty one
     * @param settings of the server, such as another database
     */
    World(Path folder, int environments, List<String> settings)
            throws IOException, GeneralSecurityException, InterruptedException {
        var catalog = Files.createDirectories(folder.resolve("catalog"));
        builds = new Builds(catalog);
        var ports = Ports.block(environments * PORTS_OF_A_PLACE);
        for (var i = 0; i < environments; i++) {
            places.add(Place.open(catalog, "e" + i, ports + i * PORTS_OF_A_PLACE));
        }
        writeCatalog(catalog);
        var secret = Files.writeString(folder.resolve("secret"), "a-secret-of-the-crews-0123456789\n");
        var common = List.of("--slipway.catalog=" + catalog, "--slipway.worker.secret-file=" + secret);
        var all = new ArrayList<>(common);
        all.addAll(List.of("--slipway.worker.slots=0"));
        all.addAll(people());
        all.addAll(settings);
        server = new RunningSlipway(Files.createDirectories(folder.resolve("data")), all.toArray(String[]::new));
        List.of("maria", "bela", "oskar", "otto").forEach(person -> server.knowPassword(person, "of " + person));
        server.start();
        startCrews(folder, common);
        visitors = new Visitors(places);
        colleague = new Colleague(server, "bela");
    }

    private void startCrews(Path folder, List<String> common) throws IOException, InterruptedException {
        var key = SIGNER.matcher(server.log(1));
        if (!key.find()) {
            throw new IllegalStateException("The server does not say what it signs with");
        }
        var ofCrews = new ArrayList<>(common);
        ofCrews.add("--slipway.permit.keys=" + key.group(1));
        for (var i = 0; i < 2; i++) {
            crews.add(new Crew(folder, i, server, new Watch(ledger), ofCrews));
            crews.get(i).start();
        }
    }

    private static List<String> people() {
        var settings = new ArrayList<String>();
        var roles = List.of("maria release-manager", "bela backend-specialist", "oskar orchestrator", "otto ops");
        for (var i = 0; i < roles.size(); i++) {
            var id = roles.get(i).split(" ")[0];
            settings.add("--slipway.people[%d].id=%s".formatted(i, id));
            settings.add("--slipway.people[%d].email=%s@pier.invalid".formatted(i, id));
            settings.add(
                    "--slipway.people[%d].groups=%s".formatted(i, roles.get(i).split(" ")[1]));
            settings.add(
                    "--slipway.people[%d].password-hash=%s".formatted(i, BCrypt.hashpw("of " + id, BCrypt.gensalt(4))));
        }
        return settings;
    }

    private void writeCatalog(Path catalog) throws IOException {
        Files.writeString(catalog.resolve("pier.env"), "");
        Files.writeString(catalog.resolve("secret"), Place.SECRET);
        var text = new StringBuilder(
                """
                service: pier
                artifacts: artifacts
                repository: source
                trustedKeys: [{id: build, file: build.pem, owner: build@pier.invalid}]
                command: ['%s', -Xmx16m, -Xshare:auto, -XX:TieredStopAtLevel=1, -XX:+UseSerialGC, -cp, ., App, '{port}']
                health: /health
                keyFlows:
                  - {name: Health, method: GET, path: /health, expect: {status: 200, contains: UP, within: PT5S}}
                environments:
                """
                        .formatted(Path.of(System.getProperty("java.home"), "bin", "java")));
        places.forEach(place -> text.append(place.yaml().indent(2).replaceAll("(?m)^  ", "")));
        Files.writeString(catalog.resolve("pier.yaml"), text);
    }

    Builds builds() {
        return builds;
    }

    List<Place> places() {
        return places;
    }

    RunningSlipway server() {
        return server;
    }

    List<Crew> crews() {
        return crews;
    }

    Ledger ledger() {
        return ledger;
    }

    Visitors visitors() {
        return visitors;
    }

    @Override
    public void close() throws Exception {
        colleague.close();
        visitors.close();
        for (var crew : crews) {
            crew.close();
        }
        server.kill();
        for (var place : places) {
            place.stop();
        }
    }
}
