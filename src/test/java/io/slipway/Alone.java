package io.slipway;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * For tests that look at how quickly somebody is served, a user or a browser: no other test JVM runs beside them. A machine
 * that starts other Slipways meanwhile answers slowly, which a release is rolled back for.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(Alone.TAG)
public @interface Alone {

    /** As Failsafe knows it. */
    String TAG = "alone";
}
