package io.slipway.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What errors say and what every answer bears: problem details without internals, and headers that close a browser. */
@ExtendWith(House.Key.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswersIT {

    private static final String INTERNALS =
            "(?s).*(Exception|\\tat |Caused by|SELECT |INSERT |ACT_[A-Z]|org\\.|java\\.|io\\.slipway|com\\.fasterxml).*";

    private House house;

    @BeforeAll
    void open(House house) {
        this.house = house;
    }

    private static void isProblem(int status, HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        var problem = House.JSON.readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).isNotBlank();
        // the type is one of the names that the engine's clients know (InvalidRequestException); all else is words
        ((ObjectNode) problem).remove("type");
        assertThat(problem.toString()).doesNotMatch(INTERNALS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    401 |       | GET  | /task                                      |
                    401 |       | GET  | /nothing/like/it                           |
                    403 | otto  | POST | /process-definition/key/release/start      | {}
                    403 | otto  | POST | /nothing/like/it                           | {}
                    404 | otto  | GET  | /process-instance/nosuch                   |
                    404 | otto  | GET  | /nothing/like/it                           |
                    400 | otto  | GET  | /task?maxResults=2001                      |
                    400 | otto  | GET  | /task?sortBy=nosuch&sortOrder=asc          |
                    404 | otto  | GET  | /process-instance?maxResults=x             |
                    400 | otto  | POST | /task                                      | {"a":
                    400 | otto  | POST | /task                                      | []
                    400 | otto  | POST | /process-instance                          | {"variables": [{"name": "x", "operator": "nosuch", "value": 1}]}
                    400 | maria | POST | /process-definition/key/release/start      | {"variables":
                    400 | maria | POST | /process-definition/key/release/start      | {"variables": {"service": {"value": "rm -rf"}}}
                    500 | maria | POST | /process-definition/key/release/start      | {"variables": {"service": {"value": "AAAA", "type": "Object", "valueInfo": {"objectTypeName": "java.util.HashMap", "serializationDataFormat": "application/x-java-serialized-object"}}}}
                    400 | maria | POST | /process-definition/key/release/start      | {"variables": {"service": {"value": "x", "type": "Nosuch"}}}
                    """)
    void everyErrorIsAProblemWithoutInternals(
            int status, @Nullable String person, String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        isProblem(status, house.slipway.ask(person, method, "/engine-rest" + path, body));
    }

    @Test
    void aPageIsToldTheSame() throws IOException, InterruptedException {
        var cockpit = new Session(house.slipway);
        var path = "/camunda/api/engine/engine/default";
        isProblem(401, cockpit.ask("GET", path + "/task", null));
        cockpit.login("otto", "cockpit");
        isProblem(404, cockpit.ask("GET", path + "/process-instance/nosuch", null));
        isProblem(400, cockpit.ask("POST", path + "/task", "{\"a\":"));
        isProblem(403, cockpit.ask("POST", path + "/task/create", "{}"));
    }

    @Test
    void ambiguousPathsAreRefused() throws IOException, InterruptedException {
        for (var path : new String[] {
            "/engine-rest//task",
            "/engine-rest/./task",
            "/engine-rest/task;x=1",
            "/engine-rest/x%2f..%2ftask",
            "/engine-rest/%74ask%00",
            "/engine-rest/x/%2e%2e/task"
        }) {
            var answer = house.slipway.ask("otto", "GET", path, null);
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.body()).doesNotMatch(INTERNALS);
        }
    }

    @ParameterizedTest
    @CsvSource({"/engine-rest/task", "/actuator/health", "/camunda/app/tasklist/default/", "/nothing"})
    @Tag("SEC-1")
    void everyAnswerBearsTheHeaders(String path) throws IOException, InterruptedException {
        var headers = house.slipway.ask(null, "GET", path, null).headers();
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).hasValue("SAMEORIGIN");
        assertThat(headers.firstValue("Content-Security-Policy")).isPresent();
        assertThat(headers.firstValue("Server")).isEmpty();
        assertThat(headers.firstValue("X-Powered-By")).isEmpty();
    }
}
