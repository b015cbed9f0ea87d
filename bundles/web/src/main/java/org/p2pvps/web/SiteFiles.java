package org.p2pvps.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files of the site, by their path ({@code /assets/index-1a2b.js}). What is not in here can't be had: a request's path is looked up
 * and never turned into the name of a file. All of it is held in memory, less than a megabyte.
 */
final class SiteFiles {
    private static final String GZIP_SUFFIX = ".gz";

    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "txt", "text/plain; charset=utf-8");

    private final Map<String, SiteFile> plain = new HashMap<>();
    private final Map<String, SiteFile> gzipped = new HashMap<>();

    /** Reads all files. A file whose name ends in {@code .gz} is the gzipped form of the one beside it. */
    SiteFiles(Map<String, URL> sources) {
        sources.forEach(this::read);
    }

    /** The file at {@code path}; gzipped if that is acceptable and there is such a form. */
    Optional<SiteFile> find(String path, boolean gzipAccepted) {
        SiteFile file = plain.get(path);
        return Optional.ofNullable(gzipAccepted ? gzipped.getOrDefault(path, file) : file);
    }

    private void read(String path, URL source) {
        byte[] content = contentOf(source);
        if (path.endsWith(GZIP_SUFFIX)) {
            String original = path.substring(0, path.length() - GZIP_SUFFIX.length());
            gzipped.put(original, SiteFile.gzipped(content, contentTypeOf(original)));
        } else {
            plain.put(path, SiteFile.plain(content, contentTypeOf(path)));
        }
    }

    private static byte[] contentOf(URL source) {
        try (InputStream stream = source.openStream()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The site's file " + source + " can't be read.", e);
        }
    }

    private static String contentTypeOf(String path) {
        String extension = path.substring(path.lastIndexOf('.') + 1);
        return CONTENT_TYPES.getOrDefault(extension, "application/octet-stream");
    }
}
