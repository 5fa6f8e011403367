package io.slipway.notify;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes news into the log, where whoever watches it sees them. */
final class LogNotice implements Channel {

    private static final Logger LOG = LoggerFactory.getLogger("slipway.news");

    @Override
    public String name() {
        return "log";
    }

    @Override
    public void deliver(News news) {
        LOG.warn("{}: open Tasklist", news.text());
    }
}
