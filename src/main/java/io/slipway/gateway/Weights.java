package io.slipway.gateway;

import java.io.IOException;
import java.util.List;

/**
 * Changes what there is, one change at a time. Every change comes with a fence, and a change whose fence is smaller than
 * one that was seen before comes too late: comparing and changing are one step.
 */
final class Weights {

    /** Somebody with a higher fence was here before. */
    static final class OvertakenException extends Exception {

        private static final long serialVersionUID = 1L;

        OvertakenException(long fence, long highest) {
            super("The fence is " + fence + ", but " + highest
                    + " was seen here: somebody has changed the weights since");
        }
    }

    private final Upstreams upstreams;
    private final StateFile file;
    private StateFile.State state;

    Weights(Upstreams upstreams, StateFile file) throws IOException {
        this.upstreams = upstreams;
        this.file = file;
        this.state = file.read();
        upstreams.become(state.upstreams());
    }

    /**
     * Makes the list what there is.
     *
     * @throws IllegalArgumentException if an id comes twice
     */
    synchronized void become(List<Wish> wishes, long fence) throws IOException, OvertakenException {
        requireNotOvertaken(fence);
        upstreams.become(wishes);
        write(new StateFile.State(fence, wishes));
    }

    /** Changes nothing but that nobody with a smaller fence may any more. */
    synchronized void fenceOff(long fence) throws IOException, OvertakenException {
        requireNotOvertaken(fence);
        write(new StateFile.State(fence, state.upstreams()));
    }

    private void write(StateFile.State next) throws IOException {
        file.write(next);
        state = next;
    }

    private void requireNotOvertaken(long fence) throws OvertakenException {
        if (fence < state.fence()) {
            throw new OvertakenException(fence, state.fence());
        }
    }

    List<Upstream.View> views() {
        return upstreams.views();
    }
}
