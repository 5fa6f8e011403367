package io.slipway.engine;

import io.slipway.contract.Topic;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the checks of Prepare answer where everything passes, in an order in which they can be asked. */
public final class Passing {

    public static final Map<Topic, Map<String, Object>> CHECKS = checks();

    private Passing() {}

    private static Map<Topic, Map<String, Object>> checks() {
        var checks = new LinkedHashMap<Topic, Map<String, Object>>();
        checks.put(Topic.CHECK_TESTS, Map.of("testsVerdict", "pass"));
        checks.put(Topic.CHECK_BUILD, Map.of("buildVerdict", "pass"));
        checks.put(Topic.CHECK_HISTORY, Map.of("historyVerdict", "pass"));
        checks.put(Topic.CHECK_ENVIRONMENT, Map.of("environmentVerdict", "pass"));
        checks.put(Topic.CHECK_TARGET, Map.of("targetVerdict", "pass"));
        checks.put(Topic.CHECK_STAGING, Map.of("stagingVerdict", "pass"));
        checks.put(Topic.CHECK_CALENDAR, Map.of("calendarVerdict", "pass", "releaseWindow", "open"));
        checks.put(Topic.CHECK_MONITORING, Map.of("monitoringVerdict", "pass"));
        checks.put(Topic.CHECK_BASELINE, Map.of("baselineVerdict", "pass"));
        checks.put(Topic.CHECK_SCHEMA, Map.of("schemaVerdict", "pass"));
        checks.put(Topic.CHECK_ROLLBACK_PLAN, Map.of("rollbackPlanVerdict", "pass"));
        checks.put(Topic.FILL_CHECKLIST, Map.of("checklistVerdict", "pass", "openItems", "none"));
        checks.put(Topic.CHECK_IMPACT, Map.of("impactVerdict", "pass"));
        return Collections.unmodifiableMap(checks);
    }
}
