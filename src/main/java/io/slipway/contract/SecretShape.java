package io.slipway.contract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What secrets look like. Only what has a shape that nothing else has: keys and tokens whose makers gave them a prefix. What a
 * secret is can be said; what it says, never.
 */
public final class SecretShape {

    private static final Map<String, Pattern> SHAPES = shapes();

    private SecretShape() {}

    /** What is in a text: "a private key", "an AWS access key", …; none if nothing in it has the shape of a secret. */
    public static List<String> in(String text) {
        return SHAPES.entrySet().stream()
                .filter(shape -> shape.getValue().matcher(text).find())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, Pattern> shapes() {
        var shapes = new LinkedHashMap<String, String>();
        // with its body: libraries that read and write keys hold the first line alone
        shapes.put("a private key", "-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----\\s[A-Za-z0-9+/=:,\\s-]{64}");
        shapes.put("an age identity", "AGE-SECRET-KEY-1[0-9A-Z]{58}");
        shapes.put("an AWS access key", "(?<![A-Z0-9])(?:AKIA|ASIA)(?![0-9A-Z]{9}EXAMPLE)[0-9A-Z]{16}(?![A-Z0-9])");
        shapes.put("a GitHub token", "(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60})");
        shapes.put("a GitLab token", "glpat-[A-Za-z0-9_-]{20}");
        shapes.put("a Google API key", "AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])");
        shapes.put("a Slack token", "xox[abprs]-[0-9]{6,}-[A-Za-z0-9-]{10,}");
        shapes.put("a Stripe key", "(?:sk|rk)_live_[A-Za-z0-9]{20,}");
        shapes.put("an npm token", "npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])");
        var patterns = new LinkedHashMap<String, Pattern>();
        shapes.forEach((what, shape) -> patterns.put(what, Pattern.compile(shape)));
        return Collections.unmodifiableMap(patterns);
    }
}
