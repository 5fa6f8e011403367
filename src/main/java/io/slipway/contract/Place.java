package io.slipway.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where effects take place, as the catalog describes it.
 *
 * @param target kind and settings of what instances run on
 * @param traffic kind and settings of what hands requests to them
 */
public record Place(String service, String environment, ObjectNode target, ObjectNode traffic) {

    public Place {
        target = target.deepCopy();
        traffic = traffic.deepCopy();
    }
}
