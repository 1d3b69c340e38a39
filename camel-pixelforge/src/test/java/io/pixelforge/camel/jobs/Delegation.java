package io.pixelforge.camel.jobs;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** How a proxy hands a call on to what it stands for. */
public final class Delegation {

    private Delegation() {}

    /** @throws Throwable what the method itself has thrown */
    public static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
