package io.slipway.engine;

/** Somebody asked for what cannot be: nothing is changed, and they are told which field and why. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field what was given wrongly, by its name in the form
     * @param reason a sentence for a person: what is wrong with it, and what is right
     */
    public Refusal(String field, String reason) {
        super(field + ": " + reason);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
