package io.slipway.notify;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people are told, beside the log.
 *
 * @param address where people reach Slipway, for the link in a mail
 * @param mail absent: no mails
 * @param webhook absent: no webhook
 */
@ConfigurationProperties(prefix = "slipway.notify", ignoreUnknownFields = false)
record NotifySettings(@Nullable URI address, @Nullable Mail mail, @Nullable Webhook webhook) {

    private static final int LAST_PORT = 65_535;

    /** How the connection to the mail server is kept from others. */
    enum Tls {
        NONE,
        STARTTLS,
        TLS
    }

    /**
     * Mails.
     *
     * @param host the mail server
     * @param username absent: the server asks for none
     * @param passwordFile holds the password of that name
     * @param from whom they come from
     * @param to who gets every mail beside the people who may decide
     */
    record Mail(
            String host,
            @DefaultValue("25") int port,
            @Nullable String username,
            @Nullable Path passwordFile,
            String from,
            @DefaultValue List<String> to,
            @DefaultValue("starttls") Tls tls,
            @DefaultValue("10s") Duration timeout) {

        Mail {
            require(host != null && !host.isBlank(), "mail.host", "names the mail server");
            require(port > 0 && port <= LAST_PORT, "mail.port", "is a number from 1 to " + LAST_PORT);
            require(from != null && isAddress(from), "mail.from", "is the e-mail address that mails come from");
            require(to.stream().allMatch(Mail::isAddress), "mail.to", "is a list of e-mail addresses");
            require((username == null) == (passwordFile == null), "mail.password-file", "goes with mail.username");
            require(timeout.toMillis() > 0, "mail.timeout", "is longer than nothing");
            to = List.copyOf(to);
        }

        /** Exactly one, as it is read when a mail is sent. */
        private static boolean isAddress(String text) {
            try {
                new InternetAddress(text);
                return true;
            } catch (AddressException e) {
                return false;
            }
        }
    }

    /**
     * Signed events by HTTP.
     *
     * @param secretFile holds the secret that they are signed with
     */
    record Webhook(URI url, Path secretFile, @DefaultValue("10s") Duration timeout) {

        Webhook {
            require(
                    url != null
                            && List.of("http", "https").contains(url.getScheme())
                            && url.getHost() != null
                            && url.getPort() <= LAST_PORT,
                    "webhook.url",
                    "is an address of http or https");
            require(
                    secretFile != null,
                    "webhook.secret-file",
                    "names the file with the secret that events are signed with");
            require(timeout.toMillis() > 0, "webhook.timeout", "is longer than nothing");
        }
    }

    private static void require(boolean right, String setting, String demand) {
        if (!right) {
            throw new IllegalArgumentException("slipway.notify." + setting + " " + demand);
        }
    }
}
