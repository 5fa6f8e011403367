package io.slipway.prepare;

import io.slipway.catalog.CatalogException;
import io.slipway.catalog.Service;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.SecretShape;
import io.slipway.shell.LivingProcess;
import io.slipway.target.InstanceSlot;
import io.slipway.target.LocalTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether secrets lie on the target where everybody on its host can read them: in a variables file that is not its owner's
 * alone, or on a command line (SEC-2). A file of its owner's alone is where they belong.
 */
final class SecretsOnTarget {

    private static final Set<PosixFilePermission> OTHERS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private SecretsOnTarget() {}

    static Finding look(Service service, String environment) throws InterruptedException {
        var facts = new TreeMap<String, String>();
        try {
            var problems =
                    new ArrayList<>(inFile(service.environment(environment).variables(), facts));
            secrets(service.command())
                    .forEach(what -> problems.add("the 'command' of " + service.service() + " in the catalog holds "
                            + what + ", which everybody on the host sees once it runs"));
            problems.addAll(running(new LocalTarget(service, environment), facts));
            return problems.isEmpty()
                    ? Finding.pass(
                            Rule.SEC_2,
                            "Nothing on the target that others can read looks like a secret: no command line, and no"
                                    + " variables file",
                            facts)
                    : Finding.fail(
                            Rule.SEC_2,
                            "Others can read what looks like secrets on the target: " + String.join("; ", problems)
                                    + ". Make new ones, and keep them where only the service reads them",
                            facts);
        } catch (IOException | CatalogException e) {
            return Finding.unknown(
                    Rule.SEC_2,
                    "It is not known whether others can read secrets on the target: " + e.getMessage(),
                    facts);
        }
    }

    private static List<String> inFile(Path file, Map<String, String> facts) throws IOException {
        try {
            var permissions = Files.getPosixFilePermissions(file);
            facts.put("variablesFile", PosixFilePermissions.toString(permissions));
            if (permissions.stream().noneMatch(OTHERS::contains)) {
                return List.of();
            }
            return named(Files.readAllLines(file)).stream()
                    .map(held -> "the variables file " + file.getFileName() + " ("
                            + PosixFilePermissions.toString(permissions) + ") holds " + held
                            + "; it is to be readable by its owner alone (chmod 600)")
                    .toList();
        } catch (IOException e) {
            throw new IOException(
                    "the variables file " + file.getFileName() + " cannot be looked at: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    /** What is in which line; what goes over several lines, in none. */
    private static Set<String> named(List<String> lines) {
        var found = new TreeSet<String>();
        var rest = new TreeSet<>(SecretShape.in(String.join("\n", lines)));
        for (var i = 0; i < lines.size(); i++) {
            for (var what : SecretShape.in(lines.get(i))) {
                rest.remove(what);
                found.add(what + " in " + place(lines.get(i), i + 1));
            }
        }
        rest.forEach(what -> found.add(what + " in several lines"));
        return found;
    }

    /** The variable; by number only where what stands before the sign need not be a name. */
    private static String place(String line, int number) {
        var name = line.split("=", 2)[0];
        return name.matches("[A-Za-z_][A-Za-z0-9_]*") && SecretShape.in(name).isEmpty() ? name : "line " + number;
    }

    private static List<String> secrets(List<String> command) {
        return SecretShape.in(String.join(" ", command));
    }

    private static List<String> running(LocalTarget target, Map<String, String> facts)
            throws IOException, InterruptedException {
        var problems = new ArrayList<String>();
        var looked = 0;
        for (var slot : target.everySlot()) {
            for (var pid : slot.daemon().pids()) {
                looked++;
                secrets(new LivingProcess(pid).command()).forEach(what -> problems.add(onCommandLine(slot, pid, what)));
            }
        }
        facts.put("commandLines", Integer.toString(looked));
        return problems;
    }

    private static String onCommandLine(InstanceSlot slot, long pid, String what) {
        return "the command line of process " + pid + " of instance '" + slot.name() + "' at " + slot.address()
                + " holds " + what;
    }
}
