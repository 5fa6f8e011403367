package io.slipway.notify;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What was delivered, so that nobody is told it again when another could not be; the last thousand, in this JVM. */
final class Delivered {

    private static final int REMEMBERED = 1000;

    private final Set<String> keys = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }));

    /** @param by a channel, or an address of it */
    boolean has(String by, News news) {
        return keys.contains(by + " " + news.id());
    }

    void add(String by, News news) {
        keys.add(by + " " + news.id());
    }
}
