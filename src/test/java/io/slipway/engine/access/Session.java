package io.slipway.engine.access;

import io.slipway.RunningSlipway;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A browser's session with the web applications: cookies, and the token against cross-site requests. */
final class Session {

    private static final String LOGIN = "/camunda/api/admin/auth/user/default";

    private final RunningSlipway slipway;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    Session(RunningSlipway slipway) {
        this.slipway = slipway;
    }

    /** Logs in and returns the status. */
    int login(String person, String application) throws IOException, InterruptedException {
        ask("GET", "/camunda/app/" + application + "/default/", null);
        var form = "username=" + URLEncoder.encode(person, StandardCharsets.UTF_8) + "&password="
                + URLEncoder.encode(slipway.password(person), StandardCharsets.UTF_8);
        var status = send("POST", LOGIN + "/login/" + application, form, "application/x-www-form-urlencoded")
                .statusCode();
        ask("GET", "/camunda/app/" + application + "/default/", null);
        return status;
    }

    HttpResponse<String> ask(String method, String path, @Nullable String json)
            throws IOException, InterruptedException {
        return send(method, path, json, "application/json");
    }

    private HttpResponse<String> send(String method, String path, @Nullable String body, String type)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(slipway.address().resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("X-XSRF-TOKEN", cookie("XSRF-TOKEN"));
        if (body != null) {
            request.header("Content-Type", type);
        }
        return http.send(
                request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    /** The token is forgotten, as by a page of another site. */
    void forgetToken() {
        cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .toList()
                .forEach(cookie -> cookies.getCookieStore().remove(null, cookie));
    }
}
