package io.slipway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets: users in front, instances behind, and somebody who shifts the traffic. */
class GatewayTest {

    private static final String SECRET = "a secret of the test";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Path folder;

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(pool)
            .build();
    private final List<HttpServer> instances = new ArrayList<>();
    private Gateway gateway;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        this.folder = folder;
        gateway = Gateway.start(options());
    }

    private GatewayOptions options() throws IOException {
        return new GatewayOptions(
                GatewayOptions.address("127.0.0.1:0"),
                GatewayOptions.address("127.0.0.1:0"),
                SECRET,
                folder.resolve("state.json"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        instances.forEach(instance -> instance.stop(0));
        pool.shutdownNow();
    }

    private HttpServer instance(String name, int port) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        server.setExecutor(pool);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            var status = exchange.getRequestURI().getPath().equals("/broken") ? 500 : 200;
            var body = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        instances.add(server);
        return server;
    }

    private static String wish(String id, HttpServer server, int weight) {
        return "{\"id\":\"%s\",\"address\":\"127.0.0.1:%d\",\"weight\":%d}"
                .formatted(id, server.getAddress().getPort(), weight);
    }

    private HttpResponse<String> control(String method, String body, String secret) throws Exception {
        return control(method, "/upstreams", body, secret, "1");
    }

    private HttpResponse<String> control(String method, String path, String body, String secret, String fence)
            throws Exception {
        var at = gateway.isControlledAt();
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at.getPort() + path))
                        .header("Authorization", "Bearer " + secret)
                        .header("Slipway-Fence", fence)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private void give(String... wishes) throws Exception {
        var answer = control("PUT", "[" + String.join(",", wishes) + "]", SECRET);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    private JsonNode upstream(String id) throws Exception {
        for (var upstream : JSON.readTree(control("GET", "", SECRET).body())) {
            if (upstream.path("id").asText().equals(id)) {
                return upstream;
            }
        }
        throw new AssertionError("no upstream " + id);
    }

    private HttpResponse<String> ask(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.listensAt().getPort() + path))
                .timeout(Duration.ofSeconds(10));
    }

    @Test
    void requestsAreSharedByWeight() throws Exception {
        give(
                wish("one", instance("one", 0), 3),
                wish("two", instance("two", 0), 1),
                wish("three", instance("three", 0), 0));
        var answers = new ArrayList<String>();
        for (var i = 0; i < 40; i++) {
            answers.add(ask("/").body());
        }
        assertThat(answers).filteredOn("one"::equals).hasSize(30);
        assertThat(answers).filteredOn("two"::equals).hasSize(10);
        await().until(() -> upstream("one").path("requests").asInt() == 30);
        assertThat(upstream("three").path("requests").asInt()).isZero();
    }

    private static String wish(String id, HttpServer server, int weight, String group) {
        return wish(id, server, weight).replace("}", ",\"group\":\"" + group + "\"}");
    }

    @Test
    @Tag("DEPL-1")
    void ofManyUsersThePlannedShareGetsTheNewVersion() throws Exception {
        give(
                wish("new1", instance("new", 0), 10, "new"),
                wish("new2", instance("new", 0), 10, "new"),
                wish("old", instance("old", 0), 180, "old"));
        var fresh = 0;
        // of so many two points are four standard deviations
        for (var i = 0; i < 4000; i++) {
            fresh += ask("/").body().equals("new") ? 1 : 0;
        }
        assertThat(fresh).as("10 % of 4,000, give or take two points").isBetween(320, 480);
        var one = upstream("new1").path("requests").asInt();
        var two = upstream("new2").path("requests").asInt();
        assertThat(Math.abs(one - two))
                .as("within the version each instance gets its part")
                .isLessThanOrEqualTo(1);
    }

    @Test
    @Tag("DEPL-1")
    void aUserKeepsTheirVersionAndAGrowingShareTakesUsersOverAndGivesNoneBack() throws Exception {
        var fresh = instance("new", 0);
        var old = instance("old", 0);
        give(wish("new", fresh, 10, "new"), wish("old", old, 90, "old"));
        var users = new ArrayList<HttpClient>();
        var first = new ArrayList<String>();
        for (var i = 0; i < 60; i++) {
            var user = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .executor(pool)
                    .cookieHandler(new java.net.CookieManager())
                    .build();
            users.add(user);
            first.add(ask(user));
        }
        for (var i = 0; i < 5; i++) {
            assertThat(answers(users)).isEqualTo(first);
        }
        give(wish("new", fresh, 50, "new"), wish("old", old, 50, "old"));
        var wider = answers(users);
        for (var i = 0; i < users.size(); i++) {
            assertThat(first.get(i).equals("new") && wider.get(i).equals("old")).isFalse();
        }
        assertThat(wider).filteredOn("new"::equals).hasSizeGreaterThan(15);
        give(wish("new", fresh, 0, "new"), wish("old", old, 100, "old"));
        assertThat(answers(users)).containsOnly("old");
    }

    private List<String> answers(List<HttpClient> users) throws Exception {
        var answers = new ArrayList<String>();
        for (var user : users) {
            answers.add(ask(user));
        }
        return answers;
    }

    private String ask(HttpClient user) throws Exception {
        return user.send(request("/").build(), BodyHandlers.ofString()).body();
    }

    @Test
    void noUserIsToldApartWhileOneVersionServes() throws Exception {
        give(wish("one", instance("one", 0), 1, "a"), wish("two", instance("two", 0), 1, "a"));
        assertThat(ask("/").headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    @Tag("DEPL-1")
    void whoseVersionCannotBeReachedIsAnsweredByAnother() throws Exception {
        var gone = instance("new", 0);
        give(wish("new", gone, 99, "new"), wish("old", instance("old", 0), 1, "old"));
        gone.stop(0);
        var answers = new ArrayList<Integer>();
        for (var i = 0; i < 30; i++) {
            answers.add(ask("/").statusCode());
        }
        assertThat(answers).containsOnly(200);
    }

    @Test
    @Tag("MON-2")
    void whatComesBackIsCounted() throws Exception {
        var one = instance("one", 0);
        give(wish("one", one, 1));
        ask("/");
        ask("/broken");
        await().until(() -> counted("one") == 2);
        assertThat(upstream("one").path("serverErrors").asInt()).isEqualTo(1);
        one.stop(0);
        assertThat(ask("/").statusCode()).isEqualTo(503);
        await().until(() -> upstream("one").path("failed").asInt() == 1);
    }

    /** A request is counted when its answer is out, which its user may know a moment earlier. */
    private int counted(String id) throws Exception {
        var counted = 0;
        for (var bucket : upstream(id).path("latency")) {
            counted += bucket.path("count").asInt();
        }
        return counted;
    }

    @Test
    void nobodyToServeIsSaid() throws Exception {
        assertThat(ask("/").statusCode()).isEqualTo(503);
    }

    @Test
    void aRequestThatIsOpenEndsThoughItsUpstreamGetsNothingNew() throws Exception {
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var slow = instance("slow", 0);
        slow.createContext("/slow", exchange -> {
            entered.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        var other = instance("other", 0);
        give(wish("slow", slow, 1));
        var open = http.sendAsync(request("/slow").build(), BodyHandlers.ofString());
        entered.await();
        give(wish("slow", slow, 0), wish("other", other, 1));
        assertThat(ask("/").body()).isEqualTo("other");
        assertThat(upstream("slow").path("inFlight").asInt()).isEqualTo(1);
        leave.countDown();
        assertThat(open.get().statusCode()).isEqualTo(204);
        await().until(() -> upstream("slow").path("inFlight").asInt() == 0);
    }

    @Test
    @Tag("DEPL-1")
    void noRequestFailsWhileTheTrafficGoesToAndFroAndInstancesComeAndGo() throws Exception {
        var port = instance("blue", 0).getAddress().getPort();
        var green = instance("green", 0);
        give(wish("blue", instances.get(0), 100), wish("green", green, 0));
        var go = new AtomicBoolean(true);
        var answered = new AtomicInteger();
        var users = new ArrayList<Future<List<String>>>();
        for (var user = 0; user < 8; user++) {
            var post = user % 2 == 0;
            users.add(pool.submit(() -> {
                var failures = new ArrayList<String>();
                while (go.get()) {
                    var request = post ? request("/").POST(BodyPublishers.ofString("a body")) : request("/");
                    try {
                        var answer = http.send(request.build(), BodyHandlers.ofString());
                        if (answer.statusCode() != 200) {
                            failures.add(answer.statusCode() + " " + answer.body());
                        }
                    } catch (IOException e) {
                        failures.add(e.toString());
                    }
                    answered.incrementAndGet();
                }
                return failures;
            }));
        }
        for (var i = 0; i < 25; i++) {
            var before = answered.get();
            give(wish("blue", instances.get(0), 0), wish("green", green, 100));
            await().until(() -> upstream("blue").path("inFlight").asInt() == 0);
            instances.get(0).stop(0);
            instances.remove(0);
            instance("blue", port);
            instances.add(0, instances.remove(instances.size() - 1));
            give(wish("blue", instances.get(0), 100), wish("green", green, 0));
            await().until(() -> answered.get() > before + 20);
        }
        go.set(false);
        for (var user : users) {
            assertThat(user.get()).isEmpty();
        }
        assertThat(answered.get()).isGreaterThan(500);
    }

    @Test
    void theSharesSurviveARestart() throws Exception {
        give(wish("one", instance("one", 0), 1));
        gateway.close();
        gateway = Gateway.start(options());
        assertThat(ask("/").body()).isEqualTo("one");
    }

    @Test
    @Tag("SEC-3")
    void withoutTheSecretNothingIsSaidOrDone() throws Exception {
        assertThat(control("GET", "", "another secret!!").statusCode()).isEqualTo(401);
        assertThat(control("PUT", "[]", "").statusCode()).isEqualTo(401);
    }

    @Test
    void whatCannotBeMeantIsRefused() throws Exception {
        assertThat(control("PUT", "[{\"id\":\"a\",\"address\":\"nowhere\",\"weight\":1}]", SECRET)
                        .body())
                .contains("address");
        assertThat(control("PUT", "[{\"id\":\"a\",\"address\":\"a:1\",\"weight\":-1}]", SECRET)
                        .body())
                .contains("weight");
        assertThat(control("PUT", "[{\"id\":\"a\"}]", SECRET).statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(control("GET", "", SECRET).body())).isEmpty();
    }

    @Test
    @Tag("PHASE-0")
    void whoWasOvertakenChangesNothing() throws Exception {
        var one = "[" + wish("one", instance("one", 0), 1) + "]";
        var two = "[" + wish("two", instance("two", 0), 1) + "]";
        assertThat(control("PUT", "/upstreams", one, SECRET, "7").statusCode()).isEqualTo(204);

        var late = control("PUT", "/upstreams", two, SECRET, "6");

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("6").contains("7");
        assertThat(ask("/").body()).isEqualTo("one");
        assertThat(control("PUT", "/upstreams", two, SECRET, "7").statusCode()).isEqualTo(204);
        assertThat(ask("/").body()).isEqualTo("two");
    }

    @Test
    @Tag("PHASE-0")
    void aFenceAloneIsRememberedAndSurvivesARestart() throws Exception {
        var one = "[" + wish("one", instance("one", 0), 1) + "]";
        assertThat(control("PUT", "/upstreams", one, SECRET, "3").statusCode()).isEqualTo(204);
        assertThat(control("PUT", "/fence", "", SECRET, "9").statusCode()).isEqualTo(204);
        gateway.close();
        gateway = Gateway.start(options());

        assertThat(control("PUT", "/upstreams", "[]", SECRET, "8").statusCode()).isEqualTo(409);
        assertThat(control("PUT", "/fence", "", SECRET, "8").statusCode()).isEqualTo(409);
        assertThat(ask("/").body()).isEqualTo("one");
    }

    @Test
    @Tag("PHASE-0")
    void aChangeWithoutAFenceIsRefused() throws Exception {
        assertThat(control("PUT", "/upstreams", "[]", SECRET, "soon").statusCode())
                .isEqualTo(400);
        assertThat(control("PUT", "/upstreams", "[]", SECRET, "-1").statusCode())
                .isEqualTo(400);
    }

    @Test
    @Tag("SEC-1")
    void theControlApiIsForThisMachineOnly() throws Exception {
        assertThatThrownBy(() -> new GatewayOptions(
                        GatewayOptions.address("127.0.0.1:0"), GatewayOptions.address("0.0.0.0:0"), SECRET, folder))
                .hasMessageContaining("this machine only");
    }

    @Test
    void aDamagedStateIsNotTakenForNoState() throws Exception {
        Files.writeString(folder.resolve("state.json"), "[{\"id\":");
        assertThatThrownBy(() -> Gateway.start(options()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }
}
