package org.p2pvps.agent.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageResultCallback;
import java.util.concurrent.TimeUnit;
import org.p2pvps.agent.engine.EngineException;

/** {@code docker pull} and {@code docker tag}. */
final class ImagePull {
    private static final int PATIENCE_MINUTES = 30;

    private final DockerClient docker;

    ImagePull(DockerClient docker) {
        this.docker = docker;
    }

    void run(String reference, String image) {
        try {
            boolean done = docker.pullImageCmd(reference)
                    .exec(new PullImageResultCallback())
                    .awaitCompletion(PATIENCE_MINUTES, TimeUnit.MINUTES);
            if (!done) {
                throw new EngineException(false, "pulling " + reference + " takes too long", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(false, "interrupted", e);
        }
        int colon = image.lastIndexOf(':');
        docker.tagImageCmd(reference, image.substring(0, colon), image.substring(colon + 1))
                .exec();
    }
}
