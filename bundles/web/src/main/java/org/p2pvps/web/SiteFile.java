package org.p2pvps.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One file of the site, as it goes out.
 *
 * @param content the bytes
 * @param contentType its media type
 * @param encoding the content coding the bytes are in: {@code gzip}, or empty for none
 * @param etag its entity tag, quotes included; differs between codings
 */
record SiteFile(byte[] content, String contentType, String encoding, String etag) {
    static SiteFile plain(byte[] content, String contentType) {
        return new SiteFile(content, contentType, "", etagOf(content));
    }

    static SiteFile gzipped(byte[] content, String contentType) {
        return new SiteFile(content, contentType, "gzip", etagOf(content));
    }

    private static String etagOf(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
