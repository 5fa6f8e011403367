package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import jakarta.ws.rs.container.AsyncResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.rest.dto.externaltask.FetchExternalTasksDto.FetchExternalTaskTopicDto;
import org.camunda.bpm.engine.rest.dto.externaltask.FetchExternalTasksExtendedDto;
import org.camunda.bpm.engine.rest.dto.externaltask.LockedExternalTaskDto;
import org.camunda.bpm.engine.rest.impl.FetchAndLockContextListener;
import org.camunda.bpm.engine.rest.impl.FetchAndLockHandlerImpl;
import org.camunda.bpm.engine.rest.impl.FetchAndLockRequest;
import org.camunda.bpm.engine.rest.spi.FetchAndLockHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitingWorkersTest {

    private final Queue<LockedExternalTaskDto> work = new ConcurrentLinkedQueue<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final ProcessEngine engine = mock(ProcessEngine.class);
    private final WaitingWorkers workers = new WaitingWorkers() {
        @Override
        protected ProcessEngine getProcessEngine(FetchAndLockRequest request) {
            return engine;
        }

        @Override
        protected List<LockedExternalTaskDto> executeFetchAndLock(
                FetchExternalTasksExtendedDto question, ProcessEngine engine) {
            if (Thread.currentThread() == handlerThread) {
                asked.add(question.getWorkerId());
            }
            var task = work.poll();
            return task == null ? List.of() : List.of(task);
        }
    };

    @BeforeEach
    void start() {
        var identity = mock(IdentityService.class);
        when(identity.getCurrentAuthentication()).thenReturn(new Authentication("worker", List.of()));
        when(engine.getIdentityService()).thenReturn(identity);
        when(engine.getName()).thenReturn("default");
        workers.start();
    }

    @AfterEach
    void stop() {
        workers.shutdown();
    }

    private AsyncResponse waits(String worker, String topic) {
        var response = mock(AsyncResponse.class);
        var topics = new FetchExternalTaskTopicDto();
        topics.setTopicName(topic);
        var question = new FetchExternalTasksExtendedDto();
        question.setWorkerId(worker);
        question.setTopics(List.of(topics));
        question.setAsyncResponseTimeout(60_000L);
        workers.addPendingRequest(question, response, engine);
        return response;
    }

    /** Until the handler has nothing more to do. */
    private void settle() {
        var before = new AtomicInteger(-1);
        await().pollInterval(Duration.ofMillis(200)).until(() -> before.getAndSet(asked.size()) == asked.size());
        asked.clear();
    }

    @Test
    void takesThePlaceOfTheEnginesOwn() {
        var found = new FetchAndLockContextListener() {
            FetchAndLockHandler found() {
                return lookupFetchAndLockHandler();
            }
        }.found();

        assertThat(found).isInstanceOf(WaitingWorkers.class).isInstanceOf(FetchAndLockHandlerImpl.class);
    }

    @Test
    void asksOnceForAllWhoAskTheSame() {
        waits("one", "deploy");
        waits("two", "deploy");
        waits("three", "verify");
        settle();

        ProcessEngineImpl.EXT_TASK_CONDITIONS.signalAll();
        await().during(Duration.ofMillis(500)).until(() -> List.copyOf(asked).equals(List.of("one", "three")));
    }

    @Test
    void givesEachItsWork() {
        var one = waits("one", "deploy");
        var two = waits("two", "deploy");
        settle();

        work.addAll(List.of(new LockedExternalTaskDto(), new LockedExternalTaskDto()));
        ProcessEngineImpl.EXT_TASK_CONDITIONS.signalAll();

        verify(one, timeout(5_000)).resume(any(List.class));
        verify(two, timeout(5_000)).resume(any(List.class));
    }
}
