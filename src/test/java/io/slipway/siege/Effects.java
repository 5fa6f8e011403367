package io.slipway.siege;

/** What is seen from outside once a way round a gate is open. */
final class Effects {

    private static final Way.Effect BRINGS_UNTESTED = runs("staging", "1.5.0");
    private static final Way.Effect BRINGS_HIGH = runs("production", "1.1.0");

    private Effects() {}

    /** The version whose tests failed runs. */
    static Way.Effect bringsUntested() {
        return BRINGS_UNTESTED;
    }

    /** The version that nobody else has approved runs. */
    static Way.Effect bringsHigh() {
        return BRINGS_HIGH;
    }

    private static Way.Effect runs(String environment, String version) {
        return (siege, at) -> siege.bytes().contains(environment + " runs SLIPWAY_VERSION=" + version);
    }

    /** A process of the release has this variable with this value. */
    static Way.Effect writes(Way.Which release, String name, String value) {
        return (siege, at) -> siege.count("act_ru_variable v JOIN act_ru_execution e ON e.id_ = v.proc_inst_id_"
                        + " WHERE v.name_ = '" + name + "' AND v.text_ = '" + value + "' AND e.business_key_ = '"
                        + release.of(at) + "'")
                > 0;
    }

    /** The release is no more. */
    static Way.Effect ends(Way.Which release) {
        return (siege, at) -> siege.instance(release.of(at), "release").isEmpty();
    }

    /** A worker was permitted to start instances in the name of the release whose tests failed. */
    static Way.Effect starts() {
        return (siege, at) -> siege.count("slipway_evidence WHERE kind = 'permit' AND release_key = '" + at.untested()
                        + "' AND content LIKE '%\"action\":\"start-instances\"%'")
                > 0;
    }

    /** Somebody is asked this for the release whose tests failed. */
    static Way.Effect asks(String task) {
        return (siege, at) -> !siege.task(at.untested(), task).isEmpty();
    }

    /** There is evidence that it was done. */
    static Way.Effect decides(Way.Which release, String word) {
        return (siege, at) -> siege.count("slipway_evidence WHERE kind = 'decision' AND release_key = '"
                        + release.of(at) + "' AND content LIKE '%" + word + "%'")
                > 0;
    }
}
