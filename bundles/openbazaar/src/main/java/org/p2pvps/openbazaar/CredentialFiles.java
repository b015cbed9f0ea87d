package org.p2pvps.openbazaar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.p2pvps.api.Secret;
import org.p2pvps.openbazaar.daemon.DaemonCredential;

/** The daemon's credential, from where the configuration says it lies. It is read anew each time: a daemon may change it. */
final class CredentialFiles implements DaemonCredential.Source {
    private final OpenBazaarConfig config;
    private final Map<String, String> environment;

    CredentialFiles(OpenBazaarConfig config, Map<String, String> environment) {
        this.config = config;
        this.environment = environment;
    }

    @Override
    public Optional<DaemonCredential> current() {
        if (!config.cookieFile().isEmpty()) {
            return text(config.cookieFile()).map(DaemonCredential::cookie);
        }
        if (config.user().isEmpty()) {
            return Optional.empty();
        }
        return password().map(password -> DaemonCredential.basic(config.user(), password));
    }

    private Optional<Secret> password() {
        return config.passwordFile().isEmpty()
                ? Optional.ofNullable(environment.get(config.passwordEnvironment()))
                        .map(Secret::new)
                : text(config.passwordFile());
    }

    /** Without it the daemon refuses, which is what the admin then sees. */
    private static Optional<Secret> text(String file) {
        try {
            return Optional.of(new Secret(Files.readString(Path.of(file)).strip()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
