package org.p2pvps.agent.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which ciphers of TLS 1.3 (RFC 8446, 9.1) this computer would rather use; the gateway follows. AES with 128 bits where the
 * processor has it in hardware, since 256 bits cost more for each request and protect from nobody more. A processor without, such
 * as a Raspberry Pi 4's, is several times quicker with ChaCha20.
 */
final class CipherOrder {
    private static final Logger LOG = LoggerFactory.getLogger(CipherOrder.class);
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Pattern AES = Pattern.compile("(?m)^(flags|Features)\\s*:.*\\baes\\b");

    private static final String AES_128 = "TLS_AES_128_GCM_SHA256";
    private static final String AES_256 = "TLS_AES_256_GCM_SHA384";
    private static final String CHACHA = "TLS_CHACHA20_POLY1305_SHA256";

    private CipherOrder() {}

    /** For the processors of this computer. */
    static List<String> here() {
        try {
            return forProcessors(Files.readString(PROCESSORS));
        } catch (IOException e) {
            LOG.debug("What the processors can do is not known", e);
            return forProcessors("");
        }
    }

    /** @param description as Linux gives it in {@code /proc/cpuinfo} */
    static List<String> forProcessors(String description) {
        return AES.matcher(description).find() ? List.of(AES_128, AES_256, CHACHA) : List.of(CHACHA, AES_128, AES_256);
    }
}
