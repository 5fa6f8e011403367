package io.slipway.sample;

import java.util.List;

/**
 * A version of the shop.
 *
 * @param number what it is called
 * @param change what was changed, as its commit says it
 * @param testResult how its tests went, as the build attests it
 * @param altered whether somebody changes the artifact after it was built and attested
 */
record ShopVersion(String number, String change, String testResult, boolean altered) {

    static final List<ShopVersion> ALL = List.of(
            good("1.0.0", "Open the shop"),
            good("1.1.0", "Greet customers who come back"),
            good("1.1.1", "Describe the shop"),
            good("1.2.0", "Read prices from a table"),
            good("1.3.0", "Take orders faster"),
            good("1.4.0", "Recommend something to everybody"),
            new ShopVersion("1.5.0", "Shorten the greeting", "FAILED", false),
            new ShopVersion("1.6.0", "Greet customers again", "PASSED", true));

    private static ShopVersion good(String number, String change) {
        return new ShopVersion(number, change, "PASSED", false);
    }
}
