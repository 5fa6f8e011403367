package io.slipway.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

/**
 * What an upstream is to be.
 *
 * @param id tells upstreams and their counts apart
 * @param address {@code host:port}
 * @param weight its part of the new requests in proportion to the others', 0 to 100000; 0: none
 * @param group what a user keeps to while several have a weight, such as a version; empty if absent
 */
record Wish(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String address,
        @JsonProperty(required = true) int weight,
        @JsonSetter(nulls = Nulls.AS_EMPTY) String group) {

    private static final int MOST = 100_000;

    Wish {
        refuseUnless(id.matches("[\\x21-\\x7e]{1,200}"), "'id' has 1 to 200 printable characters without blanks");
        refuseUnless(address.matches("[A-Za-z0-9.\\-\\[\\]:]{1,200}:[0-9]{1,5}"), "'address' is host:port");
        refuseUnless(weight >= 0 && weight <= MOST, "'weight' is from 0 to " + MOST);
        refuseUnless(
                group.matches("[\\x21-\\x7e]{0,200}"), "'group' has at most 200 printable characters without blanks");
    }

    private static void refuseUnless(boolean right, String why) {
        if (!right) {
            throw new IllegalArgumentException(why);
        }
    }
}
