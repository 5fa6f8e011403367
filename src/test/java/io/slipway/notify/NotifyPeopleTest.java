package io.slipway.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.ErrorCode;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.permit.Granting;
import io.slipway.worker.Job;
import io.slipway.worker.RetryableFailure;
import io.slipway.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class NotifyPeopleTest {

    private static final Pattern NEWS = Pattern.compile("'news', '([a-z-]+)'");

    private final List<Worker> workers = List.of(new NotifyPeople(log()), new TellOthers(log()));

    private static Deliveries log() {
        return new Deliveries(List.of(new LogNotice()));
    }

    private static Job job(String news, @Nullable String version) {
        var variables = new HashMap<String, @Nullable Object>(Map.of(
                Variable.SERVICE.name(), "shop", Variable.ENVIRONMENT.name(), "staging", Variable.NEWS.name(), news));
        variables.put(Variable.VERSION.name(), version);
        return new Job("of " + news, "shop-1.0.0-staging-1", variables, Granting.none());
    }

    @Test
    void saysWhichReleaseWhatHappenedAndWhereToGo(CapturedOutput output) throws Exception {
        for (var worker : workers) {
            worker.work(job("stop-reached", "1.0.0"));
        }

        var said = "Release shop-1.0.0-staging-1 (shop 1.0.0 to staging) has stopped and waits for a decision:"
                + " open Tasklist";
        assertThat(output.getOut().split(Pattern.quote(said), -1)).hasSize(3);
        assertThat(workers).extracting(Worker::topic).containsExactly(Topic.NOTIFY_PEOPLE, Topic.TELL_OTHERS);
    }

    @Test
    void hasASentenceForAllNewsOfTheModels(CapturedOutput output) throws Exception {
        for (var news : newsOfTheModels()) {
            workers.get(0).work(job(news, "1.0.0"));
            assertThat(output.getOut()).doesNotContain(news);
        }
    }

    @Test
    void doesNotKeepNewsToItselfThatItHasNoSentenceFor(CapturedOutput output) throws Exception {
        workers.get(0).work(job("something-new", null));

        assertThat(output.getOut()).contains("(shop (none) to staging) something-new");
    }

    @Test
    @Tag("AUTH-7")
    void whoCannotBeToldIsLeftToTheModelAndTheLastOnesAreNot(@TempDir Path folder) throws Exception {
        try (var receivers = new Receivers(folder)) {
            receivers.answers.addAll(List.of(503, 503));
            var deliveries = new Deliveries(new NotifySettings(null, null, receivers.webhook()));
            assertThatThrownBy(() -> new NotifyPeople(deliveries).work(job("stop-reached", "1.0.0")))
                    .isInstanceOfSatisfying(RetryableFailure.class, failure -> assertThat(failure.otherwise())
                            .contains(ErrorCode.NOT_TOLD))
                    .hasMessageContaining("By webhook");
            assertThatThrownBy(() -> new TellOthers(deliveries).work(job("stop-untold", "1.0.0")))
                    .isInstanceOfSatisfying(RetryableFailure.class, failure -> assertThat(failure.otherwise())
                            .isEmpty());
        }
    }

    private static TreeSet<String> newsOfTheModels() throws IOException {
        var found = new TreeSet<String>();
        try (var models = Files.newDirectoryStream(Path.of("bpmn"), "*.bpmn")) {
            for (var model : models) {
                NEWS.matcher(Files.readString(model)).results().forEach(news -> found.add(news.group(1)));
            }
        }
        assertThat(found).contains("stop-untold", "approval-untold");
        return found;
    }
}
