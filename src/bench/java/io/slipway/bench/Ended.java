package io.slipway.bench;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.cfg.TransactionState;
import org.camunda.bpm.engine.impl.context.Context;

/** Says when a release has ended and its end is committed, without asking the engine all the time. */
public final class Ended implements ExecutionListener {

    private static final Map<String, CompletableFuture<Long>> AWAITED = new ConcurrentHashMap<>();

    /** The time ({@link System#nanoTime()}) at which the release with this key, not started yet, will have ended. */
    static CompletableFuture<Long> of(String key) {
        return AWAITED.computeIfAbsent(key, unknown -> new CompletableFuture<>());
    }

    @Override
    public void notify(DelegateExecution execution) {
        var key = execution.getProcessBusinessKey();
        Context.getCommandContext()
                .getTransactionContext()
                .addTransactionListener(TransactionState.COMMITTED, committed -> {
                    var end = AWAITED.remove(key);
                    if (end != null) {
                        end.complete(System.nanoTime());
                    }
                });
    }
}
