package org.p2pvps.tunnel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.device.Lease;

/** A server, and a device that has a lease there and no tunnel yet. */
abstract class DeviceScene {
    @TempDir
    Path folder;

    TestServer server;
    TestDevice device;
    Lease lease;

    /** The server's, where they are not the usual ones. */
    Map<String, Object> settings() {
        return Map.of();
    }

    @BeforeEach
    void start() throws IOException {
        server = new TestServer(folder, settings());
        device = new TestDevice();
        lease = server.leases.allot(TestServer.freePort(), device.publicKey());
    }

    @AfterEach
    void stop() {
        device.close();
        server.close();
    }

    /** @param target the port at which the container listens */
    ClientSession open(int target) throws IOException {
        return device.open(server, lease.deviceId().toString(), lease.sshPort(), target);
    }
}
