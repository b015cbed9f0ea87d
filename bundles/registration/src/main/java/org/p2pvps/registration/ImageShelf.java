package org.p2pvps.registration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The container images this server hands out: archives in a folder, each with its digest beside it. */
@Component(service = ImageShelf.class, configurationPid = RegistrationConfig.PID)
public final class ImageShelf {
    private static final Logger LOG = LoggerFactory.getLogger(ImageShelf.class);
    private static final int SHA256_HEX_LENGTH = 64;

    private final Path folder;

    @Activate
    public ImageShelf(RegistrationConfig config) {
        this(Path.of(config.images()));
    }

    ImageShelf(Path folder) {
        this.folder = folder;
    }

    /**
     * An image on the shelf.
     *
     * @param sha256 hexadecimal
     */
    record StoredImage(Path archive, String sha256) {}

    /** The image for an architecture (Debian's name), if its archive and a digest are there. */
    Optional<StoredImage> find(String architecture) {
        Path archive = folder.resolve("p2pvps-" + architecture + ".tar.gz");
        Path digest = folder.resolve("p2pvps-" + architecture + ".tar.gz.sha256");
        if (!Files.isReadable(archive) || !Files.isReadable(digest)) {
            return Optional.empty();
        }
        return readDigest(digest).map(sha256 -> new StoredImage(archive, sha256));
    }

    private static Optional<String> readDigest(Path file) {
        try {
            String text = Files.readString(file);
            String sha256 = text.substring(0, Math.min(SHA256_HEX_LENGTH, text.length()));
            return sha256.matches("[0-9a-f]{64}") ? Optional.of(sha256) : Optional.empty();
        } catch (IOException e) {
            LOG.warn("The image digest {} can't be read: {}", file, e.getMessage());
            return Optional.empty();
        }
    }
}
