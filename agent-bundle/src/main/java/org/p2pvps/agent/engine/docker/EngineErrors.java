package org.p2pvps.agent.engine.docker;

import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.p2pvps.agent.engine.EngineException;

/** Turns docker-java's many exceptions into ours. */
final class EngineErrors {
    /** Possessive, so that a long message costs no stack: an agent's threads have little. */
    private static final Pattern MESSAGE =
            Pattern.compile("\"(?:message|error)\"\\s*+:\\s*+\"((?:[^\"\\\\]++|\\\\.)*+)\"");

    private static final int LONGEST = 300;

    private EngineErrors() {}

    static void translated(Runnable work) {
        translated(() -> {
            work.run();
            return true;
        });
    }

    static <T> T translated(Supplier<T> work) {
        try {
            return work.get();
        } catch (EngineException e) {
            throw e;
        } catch (DockerException e) {
            throw new EngineException(false, "Docker refused: " + messageIn(e.getMessage()), e);
        } catch (RuntimeException e) {
            boolean absent = isConnection(e);
            throw new EngineException(absent, (absent ? "" : "Docker was not understood: ") + rootOf(e), e);
        }
    }

    /** The engine's own words in an error body. */
    static String messageIn(String body) {
        String text = body == null ? "" : body;
        Matcher found = MESSAGE.matcher(text);
        String message = found.find() ? found.group(1).replace("\\\"", "\"") : text;
        return message.length() > LONGEST ? message.substring(0, LONGEST) : message.strip();
    }

    private static boolean isConnection(Throwable e) {
        return e instanceof IOException || e.getCause() != null && isConnection(e.getCause());
    }

    private static String rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
