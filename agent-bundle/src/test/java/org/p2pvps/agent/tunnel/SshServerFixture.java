package org.p2pvps.agent.tunnel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.p2pvps.agent.state.TunnelKey;
import org.p2pvps.protocol.RegisterAnswer;

/** A real SSH server that lets one key in and forwards whatever port is asked for. */
public final class SshServerFixture implements AutoCloseable {
    public final TunnelKey hostKey = TunnelKey.create();
    public final List<SshdSocketAddress> asked = new CopyOnWriteArrayList<>();
    private volatile PublicKey accepted;
    private SshServer server;
    private int port;

    public SshServerFixture() {
        JdkEd25519Registrar.register();
        start();
    }

    /** Only this key, in OpenSSH's one-line form, gets in. */
    public void accept(String keyLine) {
        try {
            accepted = PinnedHostKey.parse(keyLine);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public RegisterAnswer.Tunnel endpoint(int bindPort) {
        return new RegisterAnswer.Tunnel("127.0.0.1", port, hostKey.line(), bindPort);
    }

    public int sessions() {
        return server.getActiveSessions().size();
    }

    /** Says good-bye to everybody, politely. */
    public void disconnectAll() throws IOException {
        for (Session session : server.getActiveSessions()) {
            session.disconnect(11, "restart");
        }
    }

    /** Tells everybody that this server is being replaced. */
    public void drain() throws IOException {
        for (Session session : server.getActiveSessions()) {
            Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST);
            buffer.putString("drain@p2pvps");
            buffer.putBoolean(false);
            session.writePacket(buffer);
        }
    }

    public void start() {
        try {
            server = SshServer.setUpDefaultServer();
            server.setHost("127.0.0.1");
            server.setPort(port);
            KeyPair pair = hostKey.pair();
            server.setKeyPairProvider(KeyPairProvider.wrap(pair));
            server.setPublickeyAuthenticator(
                    (user, key, session) -> accepted != null && KeyUtils.compareKeys(accepted, key));
            server.setForwardingFilter(new AcceptAllForwardingFilter() {
                @Override
                protected boolean checkAcceptance(String request, Session session, SshdSocketAddress target) {
                    asked.add(target);
                    return true;
                }
            });
            CoreModuleProperties.TCP_NODELAY.set(server, true);
            CoreModuleProperties.STOP_WAIT_TIME.set(server, Duration.ofMillis(100));
            server.start();
            port = server.getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void stop() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
