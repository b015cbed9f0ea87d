package org.p2pvps.agent.container;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks whether an SSH server answers. */
@FunctionalInterface
public interface SshGreeting {
    /** Whether one answers at this address, on port 22, within a second. */
    boolean answers(String address);

    /** Over the network. */
    static SshGreeting overTcp() {
        return address -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, 22), 1000);
                socket.setSoTimeout(1000);
                byte[] greeting = socket.getInputStream().readNBytes(4);
                return "SSH-".equals(new String(greeting, StandardCharsets.US_ASCII));
            } catch (IOException e) {
                return false;
            }
        };
    }
}
