package io.slipway.siege;

import io.slipway.JarProcess;
import io.slipway.RunningSlipway;
import io.slipway.Wire;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.StubMethod;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/** The sample, whose workers are a process of their own and reach the server over a {@link Liar}'s wire. */
final class Intercepted implements AutoCloseable {

    private static final String SECRET = "the secret of these workers, which the liar only passes on";
    private static final Pattern SIGNER = Pattern.compile("Evidence is signed by (sha256:[0-9a-f]{64})");

    final RunningSlipway slipway;
    final Liar liar = new Liar();
    private final Path folder;
    private final Wire wire;
    private final JarProcess workers;

    /**
     * @param believing whether the workers do not look at permits
     * @param alsoTrusted fingerprints of keys whose permits count for the workers, beside the server's
     */
    Intercepted(Path folder, boolean believing, Set<String> alsoTrusted) throws IOException, InterruptedException {
        this.folder = folder;
        var data = Files.createDirectory(folder.resolve("data"));
        slipway = new RunningSlipway(
                data,
                "--spring.profiles.active=sample",
                "--slipway.worker.slots=0",
                "--slipway.worker.secret=" + SECRET);
        slipway.start();
        wire = new Wire(slipway.address(), liar);
        var arguments = List.of(
                "--spring.profiles.active=worker",
                "--slipway.worker.engine=" + wire.address() + "/engine-rest",
                "--slipway.worker.secret=" + SECRET,
                // longer than a permit lasts
                "--slipway.worker.retry-pauses=125s",
                "--slipway.permit.keys=" + signer()
                        + alsoTrusted.stream().map(key -> "," + key).reduce("", String::concat),
                "--slipway.catalog=" + data.resolve("sample/catalog"));
        var log = folder.resolve("workers.log");
        workers = believing
                ? JarProcess.altered(log, believers(), arguments)
                : new JarProcess(log, arguments.toArray(String[]::new));
        workers.awaitLine("slots work as");
        slipway.awaitSample();
    }

    /** The key that the server signs with. */
    String signer() throws IOException {
        var found = SIGNER.matcher(slipway.log(1));
        if (!found.find()) {
            throw new AssertionError("The server does not say what it signs with: " + slipway.log(1));
        }
        return found.group(1);
    }

    /** Without the guards on the way from a permit to an effect. */
    private Path believers() throws IOException {
        var classes = Files.createDirectory(folder.resolve("believers")).toFile();
        var checks =
                ElementMatchers.<MethodDescription>nameStartsWith("require").and(ElementMatchers.isPublic());
        redefine("io.slipway.permit.Permit", checks, StubMethod.INSTANCE, classes);
        redefine("io.slipway.target.TargetFence", ElementMatchers.named("raise"), StubMethod.INSTANCE, classes);
        redefine("io.slipway.evidence.Signed", ElementMatchers.named("isSigned"), FixedValue.value(true), classes);
        return classes.toPath();
    }

    private static void redefine(
            String type, ElementMatcher<MethodDescription> methods, Implementation instead, File classes)
            throws IOException {
        new ByteBuddy()
                .redefine(
                        TypePool.Default.ofSystemLoader().describe(type).resolve(),
                        ClassFileLocator.ForClassLoader.ofSystemLoader())
                .method(methods)
                .intercept(instead)
                .make()
                .saveIn(classes);
    }

    /** Everything on the targets that a deployment would change. */
    String bytes() throws IOException {
        return Targets.of(slipway);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try {
            workers.close();
            wire.close();
        } finally {
            slipway.close();
        }
    }
}
