package org.p2pvps.agent.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.p2pvps.agent.engine.EngineException;
import org.p2pvps.agent.engine.ExecResult;

/** Runs a program in a container. */
final class Exec {
    private static final int PATIENCE_SECONDS = 30;
    private static final int MOST_OUTPUT = 400;

    private final DockerClient docker;

    Exec(DockerClient docker) {
        this.docker = docker;
    }

    /** docker-java can't end the program's standard input, so {@code head} ends it after the last line. */
    ExecResult run(String id, List<String> input, String program) {
        String command = "head -n " + input.size() + " | " + program;
        String exec = docker.execCreateCmd(id)
                .withCmd("/bin/sh", "-c", command)
                .withAttachStdin(true)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .exec()
                .getId();
        Output output = new Output();
        byte[] text = (String.join("\n", input) + "\n").getBytes(StandardCharsets.UTF_8);
        docker.execStartCmd(exec).withStdIn(new ByteArrayInputStream(text)).exec(output);
        await(output);
        Long status = docker.inspectExecCmd(exec).exec().getExitCodeLong();
        return new ExecResult(status == null ? -1 : status, output.text());
    }

    private static void await(Output output) {
        try (output) {
            if (!output.awaitCompletion(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new EngineException(false, "a program in the container takes too long", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(false, "interrupted", e);
        } catch (IOException e) {
            throw new EngineException(true, "the engine closed the connection", e);
        }
    }

    /** Keeps the beginning: the container's word is not to fill the agent's memory. */
    private static final class Output extends ResultCallback.Adapter<Frame> {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public void onNext(Frame frame) {
            synchronized (kept) {
                int room = MOST_OUTPUT - kept.size();
                kept.write(frame.getPayload(), 0, Math.min(room, frame.getPayload().length));
            }
        }

        String text() {
            synchronized (kept) {
                return kept.toString(StandardCharsets.UTF_8).strip();
            }
        }
    }
}
