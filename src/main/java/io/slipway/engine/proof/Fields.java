package io.slipway.engine.proof;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/** What the engine's commands hold and do not tell. */
public final class Fields {

    private Fields() {}

    /** @throws IllegalStateException if the engine's version has no such field */
    public static @Nullable Object of(Object object, Class<?> type, String name) {
        return ReflectionUtils.getField(field(type, name), object);
    }

    /** @throws IllegalStateException if the engine's version has no such field */
    static void set(Object object, Class<?> type, String name, Object value) {
        ReflectionUtils.setField(field(type, name), object, value);
    }

    private static Field field(Class<?> type, String name) {
        var field = ReflectionUtils.findField(type, name);
        if (field == null) {
            throw new IllegalStateException(type + " has no " + name + ": look at the engine's version");
        }
        ReflectionUtils.makeAccessible(field);
        return field;
    }

    /** What it holds; null if there is no such field. */
    public static @Nullable Object find(Object object, String name) {
        var field = ReflectionUtils.findField(object.getClass(), name);
        if (field == null || !field.trySetAccessible()) {
            return null;
        }
        return ReflectionUtils.getField(field, object);
    }
}
