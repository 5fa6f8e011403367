package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AcquireJobsCmd;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** A server that is killed holds jobs; whoever comes after it must not wait for long. */
@TestPropertySource(properties = "camunda.bpm.job-execution.enabled=true")
class JobsOfTheDeadTest extends EngineRoom {

    @AfterEach
    void setClock() {
        ClockUtil.reset();
    }

    private boolean acquires() {
        var configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        return configuration
                        .getCommandExecutorTxRequired()
                        .execute(new AcquireJobsCmd(configuration.getJobExecutor()))
                        .size()
                > 0;
    }

    @Test
    @Tag("PHASE-0")
    void areTakenOverAfterHalfAMinute() {
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getJobExecutor()
                .shutdown();
        release("e1");
        assertThat(acquires()).isTrue();
        assertThat(acquires()).isFalse();

        ClockUtil.offset(Duration.ofSeconds(31).toMillis());

        assertThat(acquires()).isTrue();
    }
}
