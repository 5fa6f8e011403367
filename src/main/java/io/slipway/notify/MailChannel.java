package io.slipway.notify;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/**
 * Sends a mail to whoever news is for. The same news has the same Message-ID. A mailbox that the server refuses keeps it from
 * nobody else, and who has the mail does not get it again when it is tried again.
 */
final class MailChannel implements Channel {

    private final NotifySettings.Mail settings;
    private final @Nullable URI address;
    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private final Delivered delivered = new Delivered();

    MailChannel(NotifySettings.Mail settings, @Nullable URI address) {
        this.settings = settings;
        this.address = address;
        sender.setHost(settings.host());
        sender.setPort(settings.port());
        if (settings.username() != null && settings.passwordFile() != null) {
            sender.setUsername(settings.username());
            sender.setPassword(SecretFile.read("slipway.notify.mail.password-file", settings.passwordFile(), 1));
        }
        sender.setJavaMailProperties(properties(settings));
    }

    private static Properties properties(NotifySettings.Mail settings) {
        var properties = new Properties();
        // without them it waits for ever
        for (var limit : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.put(
                    "mail.smtp." + limit, String.valueOf(settings.timeout().toMillis()));
        }
        properties.put("mail.smtp.auth", settings.username() != null);
        properties.put("mail.smtp.ssl.checkserveridentity", true);
        properties.put("mail.smtp.sendpartial", true);
        properties.put("mail.smtp.ssl.enable", settings.tls() == NotifySettings.Tls.TLS);
        properties.put("mail.smtp.starttls.enable", settings.tls() == NotifySettings.Tls.STARTTLS);
        properties.put("mail.smtp.starttls.required", settings.tls() == NotifySettings.Tls.STARTTLS);
        return properties;
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public void deliver(News news) throws IOException {
        var to = new LinkedHashSet<>(news.recipients());
        to.addAll(settings.to());
        if (to.isEmpty()) {
            throw new IOException("there is nobody to send a mail to: no account that it is for has an e-mail address."
                    + " Give the accounts one, or name a list in slipway.notify.mail.to");
        }
        var left = addresses(to);
        left.removeIf(recipient -> delivered.has(recipient.getAddress(), news));
        if (!left.isEmpty()) {
            send(news, left);
        }
    }

    private static Set<InternetAddress> addresses(Set<String> to) throws IOException {
        var addresses = new LinkedHashSet<InternetAddress>();
        for (var recipient : to) {
            try {
                addresses.add(new InternetAddress(recipient));
            } catch (AddressException e) {
                throw new IOException(
                        "'" + oneLine(recipient) + "' is no e-mail address: " + oneLine(String.valueOf(e.getMessage()))
                                + ". Mend the account's, or slipway.notify.mail.to",
                        e);
            }
        }
        return addresses;
    }

    private void send(News news, Set<InternetAddress> to) throws IOException {
        try {
            var message = sender.createMimeMessage();
            var helper = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
            helper.setFrom(settings.from());
            helper.setTo(to.toArray(InternetAddress[]::new));
            helper.setSubject("[Slipway] " + oneLine(news.text()));
            helper.setText(text(news));
            message.setHeader("Message-ID", "<" + news.id().replaceAll("[^A-Za-z0-9-]", "-") + "@slipway>");
            sender.send(message);
        } catch (MessagingException | MailException e) {
            var reached = reached(e);
            reached.forEach(recipient -> delivered.add(recipient.getAddress(), news));
            to.removeAll(reached);
            throw new IOException(
                    "a mail to " + oneLine(to.toString()) + " was not taken by " + settings.host() + ":"
                            + settings.port() + ": "
                            + oneLine(why(e)) + ". Look whether it is up, and at slipway.notify.mail",
                    e);
        }
    }

    /** Whom the server took it for all the same. */
    private static Set<InternetAddress> reached(Exception failure) {
        return failure instanceof MailSendException sending
                ? sending.getFailedMessages().values().stream()
                        .filter(SendFailedException.class::isInstance)
                        .map(SendFailedException.class::cast)
                        .map(SendFailedException::getValidSentAddresses)
                        .filter(Objects::nonNull)
                        .flatMap(Arrays::stream)
                        .map(InternetAddress.class::cast)
                        .collect(Collectors.toSet())
                : Set.of();
    }

    /** What the server itself said is the innermost of it. */
    private static String why(Exception failure) {
        var innermost = failure instanceof MailSendException sending
                        && !sending.getFailedMessages().isEmpty()
                ? sending.getFailedMessages().values().iterator().next()
                : NestedExceptionUtils.getMostSpecificCause(failure);
        while (innermost instanceof MessagingException said && said.getNextException() != null) {
            innermost = said.getNextException();
        }
        return String.valueOf(innermost.getMessage()).strip();
    }

    private String text(News news) {
        var lines = new ArrayList<String>();
        lines.add(news.text() + ".");
        if (!news.undelivered().isEmpty()) {
            lines.add("");
            lines.add(oneLine(news.undelivered()));
        }
        if (!news.reasons().isEmpty()) {
            lines.add("");
            news.reasons().forEach(reason -> lines.add("- " + oneLine(reason)));
        }
        lines.add("");
        lines.add("Open Tasklist" + (address == null ? "." : ": " + address.resolve("/camunda/app/tasklist/")));
        return String.join("\n", lines) + "\n";
    }

    /** A line break must not begin a header. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
