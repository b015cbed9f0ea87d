package org.p2pvps.agent.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.p2pvps.agent.device.Credentials;
import org.p2pvps.agent.server.AgentApi;
import org.p2pvps.agent.server.Download;
import org.p2pvps.protocol.RegisterAnswer.Image;

/** Gets the image's archive from the server: bounded, taken up again where it was cut, its digest checked before use. */
public final class ImageDownload {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final long LARGEST = 4L << 30;
    private static final int BUFFER = 32 * 1024;

    private final AgentApi api;
    private final Supplier<Credentials> credentials;
    private final Path folder;
    private final BooleanSupplier keepGoing;

    /**
     * @param credentials what the device file says now
     * @param folder where the archive is kept meanwhile
     * @param keepGoing asked now and then; the download stops when it says no
     */
    public ImageDownload(AgentApi api, Supplier<Credentials> credentials, Path folder, BooleanSupplier keepGoing) {
        this.api = api;
        this.credentials = credentials;
        this.folder = folder;
        this.keepGoing = keepGoing;
    }

    /** The whole archive, its digest checked. */
    Path fetch(Image image) throws IOException, TroubleException {
        if (image.sha256() == null || !SHA256.matcher(image.sha256()).matches()) {
            throw new TroubleException("The server gives no digest for its container image. Ask its admin.");
        }
        Files.createDirectories(folder);
        Path part = folder.resolve(image.sha256() + ".part");
        discardOthersThan(part);
        download(image, part);
        if (!digestOf(part).equals(image.sha256())) {
            Files.delete(part);
            throw new IOException("the container image was damaged on the way");
        }
        return part;
    }

    /** Deletes what was downloaded. */
    void discard() throws IOException {
        discardOthersThan(null);
    }

    private void download(Image image, Path part) throws IOException, TroubleException {
        long there = Files.exists(part) ? Files.size(part) : 0;
        try (Download download = api.download(credentials.get(), URI.create(image.url()), there)) {
            boolean resumed = download.from() == there && there > 0;
            requireRoom(download);
            try (OutputStream out = resumed
                    ? Files.newOutputStream(part, StandardOpenOption.APPEND)
                    : Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
                copy(download, out, resumed ? there : 0);
            }
        }
    }

    private void requireRoom(Download download) throws IOException, TroubleException {
        if (download.length() > LARGEST) {
            throw new TroubleException("The server's container image is impossibly large. Ask its admin.");
        }
        long room = Files.getFileStore(folder).getUsableSpace();
        if (download.length() - download.from() > room) {
            throw new TroubleException("The disk is too full for the container image: "
                    + DownloadProgress.mebibytes(download.length()) + " MiB are needed in " + folder + ".");
        }
    }

    private void copy(Download download, OutputStream out, long start) throws IOException {
        DownloadProgress progress = new DownloadProgress(download.length());
        byte[] buffer = new byte[BUFFER];
        long total = start;
        InputStream in = download.stream();
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            total += count;
            if (total > LARGEST) {
                throw new IOException("the container image has no end");
            }
            if (!keepGoing.getAsBoolean()) {
                throw new IOException("the container image is not needed any more");
            }
            out.write(buffer, 0, count);
            progress.at(total);
        }
        if (download.length() >= 0 && total < download.length()) {
            throw new IOException("the download of the container image was cut");
        }
    }

    private static String digestOf(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }

    private void discardOthersThan(Path kept) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*.part")) {
            for (Path part : parts) {
                if (!part.equals(kept)) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }
}
