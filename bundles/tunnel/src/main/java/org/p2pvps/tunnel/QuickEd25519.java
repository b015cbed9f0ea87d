package org.p2pvps.tunnel;

import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECPrivateKey;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.util.security.eddsa.generic.EdDSAUtils;
import org.apache.sshd.common.util.security.eddsa.generic.GenericSignatureEd25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Signs and checks by Bouncy Castle's arithmetic, which takes a sixth of the JVM's time. The keys are the JVM's. */
final class QuickEd25519 extends GenericSignatureEd25519 {
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private byte[] point;
    private byte[] seed;

    /** @param algorithm the name of the keys' algorithm */
    QuickEd25519(String algorithm) {
        super(algorithm);
    }

    @Override
    public void initVerifier(SessionContext session, PublicKey key) throws InvalidKeyException {
        point = EdDSAUtils.getBytes(key);
        message.reset();
    }

    @Override
    public void initSigner(SessionContext session, PrivateKey key) throws InvalidKeyException {
        seed = ((EdECPrivateKey) key).getBytes().orElseThrow(() -> new InvalidKeyException("Not an open key."));
        message.reset();
    }

    @Override
    public void update(SessionContext session, byte[] bytes, int from, int length) {
        message.write(bytes, from, length);
    }

    @Override
    public byte[] sign(SessionContext session) {
        byte[] signed = message.toByteArray();
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, signed, 0, signed.length, signature, 0);
        return signature;
    }

    @Override
    protected boolean doVerify(byte[] signature) {
        byte[] signed = message.toByteArray();
        return signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, point, 0, signed, 0, signed.length);
    }
}
