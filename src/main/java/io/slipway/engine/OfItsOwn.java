package io.slipway.engine;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;

/** Tells a process that somebody started from the same process called by another one, which is part of that one. */
public final class OfItsOwn {

    private OfItsOwn() {}

    /** Listens only to what somebody started. */
    public static ExecutionListener only(ExecutionListener listener) {
        return execution -> {
            if (((ExecutionEntity) execution).getProcessInstance().getSuperExecution() == null) {
                listener.notify(execution);
            }
        };
    }
}
