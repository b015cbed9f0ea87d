package org.p2pvps.openbazaar;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.p2pvps.rental.TestDesk;

/** Kills the process under test before its n-th step: a call of the daemon, of the database, or of the order desk. */
final class Fuse implements TestDesk.Wrapping {
    private int left;
    private int steps;
    private boolean blown;

    /** @param left 0 for never */
    Fuse(int left) {
        this.left = left;
    }

    /** What nobody catches. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed");
        }
    }

    void step() {
        steps++;
        if (left > 0 && --left == 0) {
            blown = true;
            throw new Killed();
        }
    }

    int steps() {
        return steps;
    }

    boolean isBlown() {
        return blown;
    }

    @Override
    public <T> T on(Class<T> type, T target) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    step();
                    try {
                        return method.invoke(target, values);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
