package io.slipway.evidence;

/**
 * What is wrong with a chain or a pack.
 *
 * @param sequence the first entry that is wrong; 0: it is none of the entries
 * @param why what is wrong with it
 */
public record Broken(long sequence, String why) {

    @Override
    public String toString() {
        return sequence == 0 ? why : "Entry " + sequence + " " + why;
    }
}
