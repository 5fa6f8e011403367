package io.slipway.notify;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.slipway.contract.Variable;
import io.slipway.permit.Granting;
import io.slipway.worker.Job;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A mail server and an HTTP server that get what people are told. */
final class Receivers implements AutoCloseable {

    static final String SECRET = "what only both sides know, and nobody else";

    /** What was posted. */
    record Posted(Map<String, String> headers, byte[] body) {}

    final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    final List<Posted> posted = new CopyOnWriteArrayList<>();

    /** The statuses that the next posts are answered with; then 204. */
    final Queue<Integer> answers = new ArrayDeque<>();

    private final HttpServer http;
    private final Path secret;

    Receivers(Path folder) throws IOException {
        secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
        mail.start();
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/hook", exchange -> {
            var headers = new HashMap<String, String>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.get(0)));
            posted.add(new Posted(headers, exchange.getRequestBody().readAllBytes()));
            var status = answers.isEmpty() ? 204 : answers.remove();
            if (status / 100 == 3) {
                exchange.getResponseHeaders().add("Location", hook().toString());
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        http.start();
    }

    URI hook() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/hook");
    }

    NotifySettings.Webhook webhook() {
        return new NotifySettings.Webhook(hook(), secret, Duration.ofSeconds(5));
    }

    NotifySettings.Mail mail(NotifySettings.Tls tls, String... to) {
        return mail(mail.getSmtp().getPort(), tls, to);
    }

    static NotifySettings.Mail mail(int port, NotifySettings.Tls tls, String... to) {
        return new NotifySettings.Mail(
                "127.0.0.1", port, null, null, "slipway@x.org", List.of(to), tls, Duration.ofSeconds(1));
    }

    /** A stop whose tests failed. */
    static Job job(String id, String release, @Nullable String recipients) {
        var variables = new HashMap<String, @Nullable Object>(Map.of(
                Variable.SERVICE.name(), "shop",
                Variable.VERSION.name(), "1.1.0",
                Variable.ENVIRONMENT.name(), "staging",
                Variable.NEWS.name(), "stop-reached",
                Variable.FINDINGS.name(),
                        "[{\"rule\": \"PREP-1\", \"verdict\": \"fail\", \"why\": \"2 tests failed\"},"
                                + " {\"rule\": \"PREP-2\", \"verdict\": \"pass\", \"why\": \"as built\"}]"));
        variables.put(Variable.RECIPIENTS.name(), recipients);
        return new Job(id, release, Collections.unmodifiableMap(variables), Granting.none());
    }

    /** The news that somebody could not be told. */
    static News untold(String id, String recipient, String why) {
        var job = job(id, "shop-1.1.0-staging-3", recipient);
        var variables = new HashMap<>(job.variables());
        variables.put(Variable.NEWS.name(), "stop-untold");
        variables.put(Variable.UNDELIVERED.name(), why);
        return News.of(new Job(id, job.businessKey(), variables, Granting.none()));
    }

    static News news(String id, String... recipients) {
        return News.of(job(id, "shop-1.1.0-staging-3", String.join(",", recipients)));
    }

    @Override
    public void close() {
        http.stop(0);
        mail.stop();
    }
}
