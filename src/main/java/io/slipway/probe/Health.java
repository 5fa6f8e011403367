package io.slipway.probe;

/** What came back when an instance was asked how it is. */
public sealed interface Health {

    /**
     * It answered 200 with {@code {"status": "UP", "version": …, "digest": …}}.
     *
     * @param version the version that it says it is
     * @param digest SHA-256 of the artifact that it says it was started from
     */
    record Up(String version, String digest) implements Health {}

    /**
     * It did not answer, or not as a healthy instance does.
     *
     * @param why what came back, or that nothing did
     */
    record Down(String why) implements Health {}
}
