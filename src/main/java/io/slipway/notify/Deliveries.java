package io.slipway.notify;

import io.slipway.worker.Job;
import io.slipway.worker.RetryableFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Delivers news by every channel there is. One that fails does not keep the others from it, and is tried again without
 * them: what was delivered is remembered while this JVM runs.
 */
@Component
@EnableConfigurationProperties(NotifySettings.class)
class Deliveries {

    private final List<Channel> channels;
    private final Delivered delivered = new Delivered();

    @Autowired
    Deliveries(NotifySettings settings) {
        this(channels(settings));
    }

    Deliveries(List<Channel> channels) {
        this.channels = List.copyOf(channels);
    }

    private static List<Channel> channels(NotifySettings settings) {
        var channels = new ArrayList<Channel>();
        channels.add(new LogNotice());
        if (settings.mail() != null) {
            channels.add(new MailChannel(settings.mail(), settings.address()));
        }
        if (settings.webhook() != null) {
            channels.add(new WebhookChannel(settings.webhook()));
        }
        return channels;
    }

    /** @throws RetryableFailure if a channel did not take it; the others have it */
    void deliver(Job job) {
        var news = News.of(job);
        var failures = new LinkedHashMap<String, Exception>();
        for (var channel : channels) {
            if (delivered.has(channel.name(), news)) {
                continue;
            }
            try {
                channel.deliver(news);
                delivered.add(channel.name(), news);
            } catch (IOException | RuntimeException e) {
                failures.put(channel.name(), e);
            }
        }
        if (!failures.isEmpty()) {
            var why = failures.entrySet().stream()
                    .map(failure ->
                            "By " + failure.getKey() + ": " + failure.getValue().getMessage())
                    .collect(Collectors.joining(". "));
            var others = channels.stream()
                    .map(Channel::name)
                    .filter(name -> !failures.containsKey(name))
                    .collect(Collectors.joining(", "));
            throw new RetryableFailure(
                    "Not everybody was told that " + news.text() + ". " + why
                            + (others.isEmpty() ? "" : ". The others have it: " + others),
                    failures.values().iterator().next());
        }
    }
}
