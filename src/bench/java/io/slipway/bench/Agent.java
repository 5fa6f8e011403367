package io.slipway.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.camunda.bpm.engine.RuntimeService;

/** Measures inside the process that is measured, as the driver asks on standard input; answers on standard output. */
final class Agent {

    /** What distinguishes an answer from everything else that is said there. */
    static final String MARK = "#bench ";

    private final RuntimeService runtime;

    Agent(RuntimeService runtime) {
        this.runtime = runtime;
    }

    /** Answers until there are no more questions: {@code releases inFlight}. Milliseconds: all, CPU, each. */
    void serve() throws IOException {
        System.out.println(MARK + "ready");
        var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = questions.readLine(); line != null; line = questions.readLine()) {
            var words = line.split(" ");
            var began = System.nanoTime();
            var cpuBegan = cpuNanos();
            var millis = run(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
            millis.add(0, (System.nanoTime() - began) / 1e6);
            millis.add(1, (cpuNanos() - cpuBegan) / 1e6);
            var answer = new StringBuilder(MARK);
            millis.forEach(value -> answer.append(String.format(Locale.ROOT, "%.3f ", value)));
            System.out.println(answer);
        }
    }

    /** What this process has used, workers included: less disturbed by others than the time that passes. */
    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Runs releases, a new one as soon as fewer than so many are in flight; how long each took. */
    private List<Double> run(int releases, int inFlight) {
        var places = new Semaphore(inFlight);
        var all = new ArrayList<CompletableFuture<Double>>();
        for (var i = 0; i < releases; i++) {
            places.acquireUninterruptibly();
            var key = UUID.randomUUID().toString();
            var began = System.nanoTime();
            all.add(Ended.of(key).thenApply(end -> {
                places.release();
                return (end - began) / 1e6;
            }));
            runtime.startProcessInstanceByKey(
                    BenchModel.KEY, key, Map.of("changeKinds", "source", "requestedClass", "medium"));
        }
        return new ArrayList<>(all.stream().map(CompletableFuture::join).toList());
    }
}
