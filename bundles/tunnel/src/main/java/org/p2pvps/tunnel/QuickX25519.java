package org.p2pvps.tunnel;

import java.security.InvalidKeyException;
import java.security.SecureRandom;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.digest.Digest;
import org.apache.sshd.common.kex.AbstractDH;
import org.apache.sshd.common.kex.DHFactory;
import org.apache.sshd.common.kex.MontgomeryCurve;
import org.apache.sshd.common.kex.XDH;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** The key exchange over Curve25519 (RFC 8731) by Bouncy Castle's arithmetic, which takes a sixth of the JVM's time. */
final class QuickX25519 extends XDH {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] secret = new byte[X25519.SCALAR_SIZE];

    private QuickX25519() throws Exception {
        super(MontgomeryCurve.x25519, false);
    }

    @Override
    protected byte[] calculateE() {
        byte[] point = new byte[X25519.POINT_SIZE];
        X25519.generatePrivateKey(RANDOM, secret);
        X25519.generatePublicKey(secret, 0, point, 0);
        return point;
    }

    /** RFC 8731, 3: a point of another length, or one that gives away the secret, ends the connection. */
    @Override
    protected byte[] calculateK() throws InvalidKeyException {
        byte[] shared = new byte[X25519.POINT_SIZE];
        if (f.length != X25519.POINT_SIZE || !X25519.calculateAgreement(secret, 0, f, 0, shared, 0)) {
            throw new InvalidKeyException("The other side's point is of no use.");
        }
        return stripLeadingZeroes(shared);
    }

    @Override
    public Digest getHash() {
        return BuiltinDigests.sha256.create();
    }

    /** @param getName as the exchange is called on the wire */
    record Factory(String getName) implements DHFactory {
        @Override
        public boolean isGroupExchange() {
            return false;
        }

        @Override
        public boolean isSupported() {
            return true;
        }

        @Override
        public AbstractDH create(Object... nothing) throws Exception {
            return new QuickX25519();
        }
    }
}
