package io.slipway.engine.proof;

import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.jspecify.annotations.Nullable;

/** Variables as somebody sent them, as text, without touching what they are serialized from. */
final class Sent {

    private static final int LONGEST = 4000;

    private Sent() {}

    static @Nullable String text(Map<String, ?> variables, String name) {
        return variables instanceof VariableMap typed ? text(typed.getValueTyped(name)) : text(variables.get(name));
    }

    static @Nullable String text(@Nullable Object value) {
        if (value instanceof SerializableValue serialized && serialized.getValueSerialized() != null) {
            return serialized.getValueSerialized();
        }
        var plain = value instanceof TypedValue typed ? typed.getValue() : value;
        return plain == null ? null : plain.toString();
    }

    /** All but one, those that are too long cut. */
    static Map<String, String> allBut(String left, Map<String, ?> variables) {
        var texts = new TreeMap<String, String>();
        for (var name : variables.keySet()) {
            var text = text(variables, name);
            if (!name.equals(left)) {
                texts.put(name, text == null ? "" : text.substring(0, Math.min(text.length(), LONGEST)));
            }
        }
        return texts;
    }
}
