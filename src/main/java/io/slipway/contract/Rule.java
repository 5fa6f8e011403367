package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The rules that Slipway enforces; {@code docs/rules.md} says of each what it demands and what proves it. */
public enum Rule {
    CLASS_1,
    CLASS_2,
    CLASS_3,
    CLASS_4,
    CLASS_5,
    CLASS_6,
    PHASE_0,
    PREP_1,
    PREP_2,
    PREP_3,
    PREP_4,
    BACK_1,
    BACK_2,
    BACK_3,
    DEPL_1,
    DEPL_2,
    VERI_1,
    VERI_2,
    VERI_3,
    CONF_1,
    CONF_2,
    GATE_1,
    GATE_2,
    GATE_3,
    GATE_4,
    GATE_5,
    GATE_6,
    ROLL_1,
    ROLL_2,
    ROLL_3,
    ROLL_4,
    MON_1,
    MON_2,
    MON_3,
    MON_4,
    MON_5,
    INC_1,
    INC_2,
    INC_3,
    INC_4,
    INC_5,
    INC_6,
    INC_7,
    SEC_1,
    SEC_2,
    SEC_3,
    SEC_4,
    SEC_5,
    SEC_6,
    ROLE_1,
    ROLE_2,
    ROLE_3,
    ROLE_4,
    ROLE_5,
    NOT_1,
    NOT_2,
    NOT_3,
    NOT_4,
    NOT_5,
    AUTH_1,
    AUTH_2,
    AUTH_3,
    AUTH_4,
    AUTH_5,
    AUTH_6,
    AUTH_7,
    CHECK_1,
    CHECK_2,
    CHECK_3,
    CHECK_4,
    CHECK_5,
    CHECK_6,
    CHECK_7,
    CHECK_8,
    ANTI_1,
    ANTI_2,
    ANTI_3,
    ANTI_4,
    ANTI_5,
    ANTI_6;

    /** The ID as people write it: {@code GATE-2}. */
    @JsonValue
    public String id() {
        return name().replace('_', '-');
    }

    /**
     * The rule with this ID.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static Rule of(String id) {
        return valueOf(id.replace('-', '_'));
    }
}
