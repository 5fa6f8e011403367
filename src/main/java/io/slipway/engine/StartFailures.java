package io.slipway.engine;

import io.slipway.catalog.CatalogException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says in words why Slipway does not start, where that can be said. */
class StartFailures implements FailureAnalyzer {

    /** H2: the file is locked by another process. */
    private static final int DATABASE_ALREADY_OPEN = 90020;

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefused refused) {
                return new FailureAnalysis(refused.getMessage(), refused.action(), refused);
            }
            if (cause instanceof CatalogException catalog) {
                return new FailureAnalysis(
                        "The catalog cannot be used: " + catalog.getMessage(),
                        "Mend the file, or name another folder with slipway.catalog.",
                        catalog);
            }
            if (cause instanceof SQLException sql && sql.getErrorCode() == DATABASE_ALREADY_OPEN) {
                return new FailureAnalysis(
                        "The database is in use by another Slipway: " + sql.getMessage(),
                        "Stop the other one, or give this one a data folder of its own: slipway.data=…",
                        sql);
            }
        }
        return null;
    }
}
