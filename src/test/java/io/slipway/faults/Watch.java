package io.slipway.faults;

import io.slipway.Wire;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Watches one wire: writes down what the server has acknowledged, and pulls the trigger that is set. */
final class Watch implements Wire.Watcher {

    private static final Pattern TASK = Pattern.compile("/external-task/([^/]+)/complete$");
    private static final Pattern WORKER = Pattern.compile("\"workerId\"\\s*:\\s*\"([^\"]+)\"");
    /** The length of an empty list: there was no task to fetch. */
    private static final int NOTHING = 2;

    private static final int NO_CONTENT = 204;

    private final Ledger ledger;
    private final Set<String> free = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Trigger trigger;

    Watch(Ledger ledger) {
        this.ledger = ledger;
    }

    void set(@Nullable Trigger next) {
        trigger = next;
    }

    /** From now on {@link #free} counts anew. */
    void forgetWhoIsFree() {
        free.clear();
    }

    /** How many slots have asked for work since, and thus are done with what they had. */
    int free() {
        return free.size();
    }

    @Override
    public void before(Wire.Call call, String body) throws InterruptedException {
        if (call == Wire.Call.FETCH) {
            WORKER.matcher(body).results().forEach(found -> free.add(found.group(1)));
        }
        pull(call, false);
    }

    @Override
    public void after(Wire.Call call, String path, int status, int length) throws InterruptedException {
        var task = TASK.matcher(path);
        if (status == NO_CONTENT && task.find()) {
            ledger.completed(task.group(1));
        }
        if (call != Wire.Call.FETCH || length > NOTHING) {
            pull(call, true);
        }
    }

    private void pull(Wire.Call call, boolean after) throws InterruptedException {
        var set = trigger;
        if (set != null) {
            set.seen(call, after);
        }
    }
}
