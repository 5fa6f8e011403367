package io.slipway.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What an upstream is to be.
 *
 * @param id tells upstreams and their counts apart
 * @param address {@code host:port}
 * @param weight its part of the new requests in proportion to the others', 0 to 1000; 0: none
 */
record Wish(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String address,
        @JsonProperty(required = true) int weight) {

    Wish {
        refuseUnless(id.matches("[\\x21-\\x7e]{1,200}"), "'id' has 1 to 200 printable characters without blanks");
        refuseUnless(address.matches("[A-Za-z0-9.\\-\\[\\]:]{1,200}:[0-9]{1,5}"), "'address' is host:port");
        refuseUnless(weight >= 0 && weight <= 1000, "'weight' is from 0 to 1000");
    }

    private static void refuseUnless(boolean right, String why) {
        if (!right) {
            throw new IllegalArgumentException(why);
        }
    }
}
