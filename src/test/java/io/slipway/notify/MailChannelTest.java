package io.slipway.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.notify.NotifySettings.Tls;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("AUTH-7")
class MailChannelTest {

    private Receivers receivers;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        receivers = new Receivers(folder);
    }

    @AfterEach
    void close() {
        receivers.close();
    }

    private MailChannel channel(@Nullable String address, String... to) {
        return new MailChannel(receivers.mail(Tls.NONE, to), address == null ? null : URI.create(address));
    }

    private MimeMessage only() {
        var received = receivers.mail.getReceivedMessages();
        // one for each mailbox
        assertThat(received).isNotEmpty();
        return received[0];
    }

    @Test
    void whoMayDecideAndTheListGetOneMailThatSaysWhatAndWhyAndWhereToGo() throws Exception {
        channel("https://slipway.x.org", "releases@x.org", "oskar@x.org")
                .deliver(Receivers.news("task-1", "oskar@x.org", "orla@x.org"));
        var mail = only();
        assertThat(Arrays.stream(mail.getAllRecipients()).map(Object::toString))
                .containsExactly("oskar@x.org", "orla@x.org", "releases@x.org");
        assertThat(receivers.mail.getReceivedMessages()).hasSize(3);
        assertThat(mail.getSubject())
                .isEqualTo("[Slipway] Release shop-1.1.0-staging-3 (shop 1.1.0 to staging) has stopped and waits for a"
                        + " decision");
        assertThat(mail.getContent().toString().replace("\r", "").strip())
                .isEqualTo(
                        "Release shop-1.1.0-staging-3 (shop 1.1.0 to staging) has stopped and waits for a decision.\n\n"
                                + "- PREP-1 fail: 2 tests failed\n\nOpen Tasklist: https://slipway.x.org/camunda/app/tasklist/");
    }

    @Test
    void theSameNewsIsTheSameMessage() throws Exception {
        channel(null).deliver(Receivers.news("task-1", "oskar@x.org"));
        channel(null).deliver(Receivers.news("task-1", "oskar@x.org"));
        channel(null).deliver(Receivers.news("task-2", "oskar@x.org"));
        var received = receivers.mail.getReceivedMessages();
        assertThat(received[0].getMessageID()).isEqualTo("<task-1@slipway>").isEqualTo(received[1].getMessageID());
        assertThat(received[2].getMessageID()).isEqualTo("<task-2@slipway>");
    }

    @Test
    void aLineBreakBeginsNoHeader() throws Exception {
        channel(null).deliver(News.of(Receivers.job("task-1", "shop\r\nBcc: eve@x.org\r\n\r\nhello", "oskar@x.org")));
        assertThat(only().getHeader("Bcc")).isNull();
        assertThat(only().getSubject()).contains("shop Bcc: eve@x.org hello");
        assertThat(receivers.mail.getReceivedMessages()).hasSize(1);
    }

    @Test
    void norDoesOneInWhatTellsNewsApartOrInAnAddress() throws Exception {
        channel(null).deliver(Receivers.news("task-1\r\nBcc: eve@x.org\r\nX-Evil: 1", "oskar@x.org"));
        assertThat(only().getHeader("Bcc")).isNull();
        assertThat(only().getHeader("X-Evil")).isNull();
        assertThatThrownBy(() -> channel(null).deliver(Receivers.news("task-2", "orla@x.org\r\nBcc: eve@x.org")))
                .isInstanceOf(IOException.class)
                .hasMessageNotContainingAny("\r", "\n");
        assertThat(receivers.mail.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aMailboxThatIsRefusedKeepsItFromNobodyElseAndNobodyGetsItTwice() throws Exception {
        try (var refusing = new RefusingMailServer(receivers.mail.getSmtp().getPort(), "gone@x.org")) {
            var channel = new MailChannel(Receivers.mail(refusing.port(), Tls.NONE, "releases@x.org"), null);
            var news = Receivers.news("task-1", "oskar@x.org", "gone@x.org");
            for (var attempt = 1; attempt <= 2; attempt++) {
                assertThatThrownBy(() -> channel.deliver(news))
                        .isInstanceOf(IOException.class)
                        .hasMessageContainingAll("a mail to [gone@x.org] was not taken by 127.0.0.1:" + refusing.port()
                                + ": 550 no such mailbox. Look")
                        .hasMessageNotContainingAny("oskar@x.org", "releases@x.org");
            }
            assertThat(receivers.mail.getReceivedMessages()).hasSize(2);
            refusing.refuseNobody();
            channel.deliver(news);
            assertThat(receivers.mail.getReceivedMessages()).hasSize(3);
        }
    }

    /** With a name, and the name in quotes, as people write it into a list. */
    @Test
    void norDoesWhoeverIsOnTheListWithAName() throws Exception {
        try (var refusing = new RefusingMailServer(receivers.mail.getSmtp().getPort(), "gone@x.org")) {
            var settings = Receivers.mail(refusing.port(), Tls.NONE, "\"Releases\" <Releases@x.org>");
            var channel = new MailChannel(settings, null);
            var news = Receivers.news("task-1", "gone@x.org");
            for (var attempt = 1; attempt <= 2; attempt++) {
                assertThatThrownBy(() -> channel.deliver(news))
                        .hasMessageContaining("a mail to [gone@x.org] was not taken");
            }
            assertThat(receivers.mail.getReceivedMessages()).hasSize(1);
        }
    }

    @Test
    void othersHearWhomItCouldNotBeToldTo() throws Exception {
        channel(null)
                .deliver(Receivers.untold("task-1", "otto@x.org", "By mail: a mail to [oskar@x.org] was not taken"));
        assertThat(only().getSubject()).endsWith("not everybody who may decide could be told: tell them");
        assertThat(only().getContent().toString()).contains("\nBy mail: a mail to [oskar@x.org] was not taken");
    }

    @Test
    void nobodyToTellIsAFailure() {
        assertThatThrownBy(() -> channel(null).deliver(Receivers.news("task-1")))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("nobody to send a mail to", "slipway.notify.mail.to");
    }

    @Test
    void aServerThatCannotEncryptGetsNothingUnlessItIsSaidThatItNeedNot() {
        var encrypted = new MailChannel(receivers.mail(Tls.STARTTLS), null);
        assertThatThrownBy(() -> encrypted.deliver(Receivers.news("task-1", "oskar@x.org")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("STARTTLS");
        assertThat(receivers.mail.getReceivedMessages()).isEmpty();
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aServerThatSaysNothingIsNotWaitedForLong() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var channel = new MailChannel(Receivers.mail(silent.getLocalPort(), Tls.NONE), null);
            assertThatThrownBy(() -> channel.deliver(Receivers.news("task-1", "oskar@x.org")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll(
                            "oskar@x.org", "127.0.0.1:" + silent.getLocalPort(), "slipway.notify.mail");
        }
    }

    @Test
    void settingsThatCannotBeMeantAreRefused() {
        assertThatThrownBy(() -> new NotifySettings.Mail(
                        "mail", 25, "me", null, "a@x.org", List.of(), Tls.TLS, Duration.ofSeconds(1)))
                .hasMessageContaining("slipway.notify.mail.password-file goes with mail.username");
        assertThatThrownBy(() ->
                        new NotifySettings.Mail("mail", 25, null, null, "", List.of(), Tls.TLS, Duration.ofSeconds(1)))
                .hasMessageContaining("slipway.notify.mail.from");
        assertThatThrownBy(() -> new NotifySettings.Mail(
                        "mail", 25, null, null, "a@x.org, b@x.org", List.of(), Tls.TLS, Duration.ofSeconds(1)))
                .hasMessageContaining("slipway.notify.mail.from");
        assertThatThrownBy(() -> new NotifySettings.Mail(
                        "mail", 25, null, null, "a@x.org", List.of("no address"), Tls.TLS, Duration.ofSeconds(1)))
                .hasMessageContaining("slipway.notify.mail.to");
        assertThatThrownBy(() -> new NotifySettings.Mail(
                        "mail", 99_999, null, null, "a@x.org", List.of(), Tls.TLS, Duration.ofSeconds(1)))
                .hasMessageContaining("slipway.notify.mail.port");
        assertThatThrownBy(() -> new MailChannel(
                        new NotifySettings.Mail(
                                "mail",
                                25,
                                "me",
                                Path.of("none"),
                                "a@x.org",
                                List.of(),
                                Tls.TLS,
                                Duration.ofSeconds(1)),
                        null))
                .hasMessageContainingAll("slipway.notify.mail.password-file", "none cannot be read");
    }
}
