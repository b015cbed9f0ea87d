package org.p2pvps.agent.container;

import java.io.IOException;
import java.nio.file.Path;
import org.p2pvps.agent.engine.ContainerEngine;
import org.p2pvps.agent.engine.EngineException;
import org.p2pvps.protocol.RegisterAnswer.Image;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees that the image is in the engine: it is there already, or the owner's registry has it, or the server does. */
public final class ImageSource {
    private static final Logger LOG = LoggerFactory.getLogger(ImageSource.class);

    private final ContainerEngine engine;
    private final String registry;
    private final ImageDownload download;

    /** @param registry where to look before the server is asked, as in {@code registry.example.org/vps}; may be empty */
    public ImageSource(ContainerEngine engine, String registry, ImageDownload download) {
        this.engine = engine;
        this.registry = registry.strip().replaceAll("/+$", "");
        this.download = download;
    }

    /** Takes minutes when the image has to be fetched. */
    public void ensure(Image image) throws IOException, TroubleException {
        if (engine.hasImage(image.name()) || isInRegistry(image)) {
            return;
        }
        if (image.url() == null || image.url().isEmpty()) {
            throw new TroubleException("The server has no container image for this kind of computer. Ask its admin.");
        }
        Path archive = fetch(image);
        LOG.info("Handing the container image to Docker.");
        engine.importImage(archive, image.name());
        download.discard();
        LOG.info("The container image {} is ready.", image.name());
    }

    private Path fetch(Image image) throws IOException, TroubleException {
        try {
            return download.fetch(image);
        } catch (IOException e) {
            throw new IOException(
                    "The container image can't be downloaded from the server (" + e.getMessage() + ")", e);
        }
    }

    private boolean isInRegistry(Image image) {
        if (registry.isEmpty()) {
            return false;
        }
        String reference = registry + "/" + image.name();
        try {
            LOG.info("Pulling the container image {}.", reference);
            engine.pullImage(reference, image.name());
            return engine.hasImage(image.name());
        } catch (EngineException e) {
            LOG.warn("{} can't be pulled ({}); asking the server for the image.", reference, e.getMessage());
            return false;
        }
    }
}
