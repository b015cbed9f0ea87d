package org.p2pvps.agent.tunnel;

import java.io.IOException;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/** Accepts the one host key that the server named at registration. */
final class PinnedHostKey implements ServerKeyVerifier {
    static final AttributeKey<PublicKey> EXPECTED = new AttributeKey<>();

    /** The key of a line in OpenSSH's form. */
    static PublicKey parse(String line) throws IOException {
        try {
            return AuthorizedKeyEntry.parseAuthorizedKeyEntry(line)
                    .resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IOException("the server named a host key that can't be read", e);
        }
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress remote, PublicKey offered) {
        PublicKey expected = session.getConnectionContext().getAttribute(EXPECTED);
        return expected != null && KeyUtils.compareKeys(expected, offered);
    }
}
