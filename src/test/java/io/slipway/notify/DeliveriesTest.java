package io.slipway.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.worker.RetryableFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("AUTH-7")
class DeliveriesTest {

    @Test
    void aChannelThatFailsIsTriedAgainAndTheOthersTellNothingTwice(@TempDir Path folder) throws Exception {
        try (var receivers = new Receivers(folder)) {
            receivers.answers.add(503);
            var deliveries = new Deliveries(
                    new NotifySettings(null, receivers.mail(NotifySettings.Tls.NONE), receivers.webhook()));
            var job = Receivers.job("task-1", "shop-1.1.0-staging-3", "oskar@x.org");
            assertThatThrownBy(() -> deliveries.deliver(job))
                    .isInstanceOf(RetryableFailure.class)
                    .hasMessageContainingAll(
                            "shop-1.1.0-staging-3", "By webhook", "503", "The others have it: log, mail")
                    .hasMessageNotContaining("By mail");
            assertThat(receivers.mail.getReceivedMessages()).hasSize(1);
            deliveries.deliver(job);
            deliveries.deliver(job);
            assertThat(receivers.posted).hasSize(2);
            assertThat(receivers.mail.getReceivedMessages()).hasSize(1);
        }
    }

    /** No header can hold it, which the client of the webhook says in its own way. */
    @Test
    void aChannelThatCannotCopeIsAFailureLikeAnyOther(@TempDir Path folder) throws Exception {
        try (var receivers = new Receivers(folder)) {
            var deliveries = new Deliveries(
                    new NotifySettings(null, receivers.mail(NotifySettings.Tls.NONE), receivers.webhook()));
            var job = Receivers.job("task\n1", "shop-1.1.0-staging-3", "oskar@x.org");
            assertThatThrownBy(() -> deliveries.deliver(job))
                    .isInstanceOf(RetryableFailure.class)
                    .hasMessageContainingAll("By webhook", "The others have it: log, mail");
        }
    }

    @Test
    void aMailServerThatIsDownKeepsNobodyFromTheWebhook(@TempDir Path folder) throws Exception {
        try (var receivers = new Receivers(folder)) {
            var mail = receivers.mail(NotifySettings.Tls.NONE);
            receivers.mail.stop();
            var deliveries = new Deliveries(new NotifySettings(null, mail, receivers.webhook()));
            var job = Receivers.job("task-1", "shop-1.1.0-staging-3", "oskar@x.org");
            assertThatThrownBy(() -> deliveries.deliver(job)).hasMessageContaining("By mail: a mail to [oskar@x.org]");
            assertThat(receivers.posted).hasSize(1);
        }
    }
}
