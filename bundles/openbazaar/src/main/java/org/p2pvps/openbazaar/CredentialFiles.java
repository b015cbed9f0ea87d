package org.p2pvps.openbazaar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.p2pvps.api.Secret;
import org.p2pvps.openbazaar.daemon.DaemonCredential;
import org.p2pvps.openbazaar.daemon.DaemonException;

/** The daemon's credential, from where the configuration says it lies. It is read anew each time: a daemon may change it. */
final class CredentialFiles implements DaemonCredential.Source {
    private static final int LONGEST = 4096;

    private final OpenBazaarConfig config;
    private final Map<String, String> environment;

    CredentialFiles(OpenBazaarConfig config, Map<String, String> environment) {
        this.config = config;
        this.environment = environment;
    }

    @Override
    public Optional<DaemonCredential> current() {
        if (!config.cookieFile().isEmpty()) {
            return Optional.of(DaemonCredential.cookie(text("cookieFile", config.cookieFile())));
        }
        return config.user().isEmpty()
                ? Optional.empty()
                : Optional.of(DaemonCredential.basic(config.user(), password()));
    }

    private Secret password() {
        if (!config.passwordFile().isEmpty()) {
            return text("passwordFile", config.passwordFile());
        }
        return Optional.ofNullable(environment.get(config.passwordEnvironment()))
                .map(Secret::new)
                .orElseThrow(() -> DaemonException.noCredential(
                        "there is a user, and neither passwordFile nor what passwordEnvironment names"));
    }

    private static Secret text(String setting, String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return new Secret(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip());
        } catch (IOException | InvalidPathException e) {
            throw DaemonException.noCredential(setting + " can't be read");
        }
    }
}
