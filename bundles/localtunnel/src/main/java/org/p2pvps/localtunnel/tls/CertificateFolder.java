package org.p2pvps.localtunnel.tls;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PEM files of a folder, read again when one changes. A pair is {@code NAME.pem} or {@code NAME.crt} with {@code NAME.key},
 * or one file with both, or a folder with {@code fullchain.pem} and {@code privkey.pem} as ACME clients make them. Sessions
 * that are open keep the certificate they began with. A file that can't be read leaves what was read from it before.
 */
public final class CertificateFolder implements Certificates {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateFolder.class);
    private static final int MOST = 10_000;
    private static final String DEFAULT = "default";

    private final Path folder;
    private Map<String, SiteCertificate> held = Map.of();
    private Map<Path, Stamp> stamps = Map.of();
    private volatile Index index = new Index(Map.of(), Optional.empty());

    private record Stamp(FileTime modified, long size, Object file) {}

    private record Index(Map<String, SslContext> byName, Optional<SslContext> byDefault) {}

    public CertificateFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<SslContext> forName(String serverName) {
        return made(serverName).or(() -> index.byDefault());
    }

    @Override
    public Optional<SslContext> byDefault() {
        return index.byDefault();
    }

    @Override
    public boolean covers(String serverName) {
        return made(serverName).isPresent();
    }

    /** Reads what changed since it last looked. Called by one thread. */
    public void refresh() {
        Map<Path, Stamp> now = stamps();
        if (now.equals(stamps)) {
            return;
        }
        stamps = now;
        Map<String, SiteCertificate> read = new TreeMap<>();
        chains(now)
                .forEach((name, chain) -> read(name, chain, now).ifPresent(certificate -> read.put(name, certificate)));
        held = read;
        index = indexed(read);
        LOG.info(
                "Certificates from {}: {}",
                folder,
                index.byName().isEmpty() ? "none" : index.byName().keySet());
    }

    /** RFC 6125, 6.4.3: a wildcard stands for exactly one label, the first. */
    private Optional<SslContext> made(String serverName) {
        Map<String, SslContext> byName = index.byName();
        SslContext own = byName.get(serverName);
        int dot = serverName.indexOf('.');
        return Optional.ofNullable(own != null || dot < 0 ? own : byName.get("*" + serverName.substring(dot)));
    }

    private Map<Path, Stamp> stamps() {
        Map<Path, Stamp> found = new HashMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder, 2, FileVisitOption.FOLLOW_LINKS)) {
                files.filter(CertificateFolder::isPem).limit(MOST).forEach(file -> stamp(file)
                        .ifPresent(stamp -> found.put(file, stamp)));
            } catch (IOException | UncheckedIOException e) {
                LOG.warn("The certificates in {} can't be listed: {}", folder, e.getMessage());
                return stamps;
            }
        }
        return found;
    }

    private static boolean isPem(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && (name.endsWith(".pem") || name.endsWith(".crt") || name.endsWith(".key"));
    }

    private static Optional<Stamp> stamp(Path file) {
        try {
            Map<String, Object> values = Files.readAttributes(file, "lastModifiedTime,size,fileKey");
            return Optional.of(new Stamp(
                    (FileTime) values.get("lastModifiedTime"), (Long) values.get("size"), values.get("fileKey") + ""));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private Map<String, Path> chains(Map<Path, Stamp> files) {
        Map<String, Path> chains = new TreeMap<>();
        for (Path file : files.keySet()) {
            String name = file.getFileName().toString();
            if (!file.getParent().equals(folder)) {
                if (name.equals("fullchain.pem")) {
                    chains.put(folder.relativize(file.getParent()).toString(), file);
                }
            } else if (!name.endsWith(".key")) {
                chains.put(name.substring(0, name.length() - 4), file);
            }
        }
        return chains;
    }

    private Optional<SiteCertificate> read(String name, Path chain, Map<Path, Stamp> files) {
        Path beside =
                chain.getParent().equals(folder) ? folder.resolve(name + ".key") : chain.resolveSibling("privkey.pem");
        Path key = files.containsKey(beside) ? beside : chain;
        try {
            PemFile certificates = PemFile.read(chain);
            PrivateKey secret = PemFile.read(key)
                    .key()
                    .orElseThrow(
                            () -> new IOException("it holds no private key, nor is there " + beside.getFileName()));
            if (certificates.chain().isEmpty()) {
                throw new IOException("it holds no certificate");
            }
            return Optional.of(SiteCertificate.of(certificates.chain(), secret));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Half a pair may have been written so far: the other half changes this again.
            Optional<SiteCertificate> former = Optional.ofNullable(held.get(name));
            LOG.warn(
                    "The certificate {} is not used: {}{}",
                    chain,
                    e.getMessage(),
                    former.isPresent() ? ". What was read from there before stays" : "");
            return former;
        }
    }

    /** Of two for one name, the one that lasts longer counts. */
    private static Index indexed(Map<String, SiteCertificate> certificates) {
        List<SiteCertificate> oldestFirst = new ArrayList<>(certificates.values());
        oldestFirst.sort(Comparator.comparing(SiteCertificate::expires));
        Map<String, SslContext> byName = new HashMap<>();
        for (SiteCertificate certificate : oldestFirst) {
            certificate.names().forEach(name -> byName.put(name, certificate.context()));
        }
        Optional<SslContext> byDefault =
                Optional.ofNullable(certificates.get(DEFAULT)).map(SiteCertificate::context);
        return new Index(Map.copyOf(byName), byDefault);
    }
}
