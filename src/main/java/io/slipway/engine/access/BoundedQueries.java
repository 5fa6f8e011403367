package io.slipway.engine.access;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/**
 * A query that says no limit gets one. The engine would refuse it, and Tasklist and Admin ask without one.
 */
@Provider
@PreMatching
public final class BoundedQueries implements ContainerRequestFilter {

    private static final String MOST = "maxResults";
    private static final int MOST_RESULTS = 1000;

    @Override
    public void filter(ContainerRequestContext request) {
        var uri = request.getUriInfo();
        if (!uri.getQueryParameters().containsKey(MOST)) {
            request.setRequestUri(
                    uri.getRequestUriBuilder().queryParam(MOST, MOST_RESULTS).build());
        }
    }
}
