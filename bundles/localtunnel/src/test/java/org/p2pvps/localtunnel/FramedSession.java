package org.p2pvps.localtunnel;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import org.p2pvps.protocol.SessionFrame;

/** A device's side of one TLS session that comes in frames. */
final class FramedSession {
    private final DataInputStream in;
    private final DataOutputStream out;

    FramedSession(Socket gateway) throws IOException {
        in = new DataInputStream(gateway.getInputStream());
        out = new DataOutputStream(gateway.getOutputStream());
    }

    /** Carries it to a port until both sides have ended; the kind of its first frame was read already. */
    void carry(int port) throws IOException {
        try (Socket local = new Socket(InetAddress.getLoopbackAddress(), port)) {
            local.setTcpNoDelay(true);
            Thread answers = Origin.start(() -> answer(local));
            pass(local.getOutputStream());
            local.shutdownOutput();
            join(answers);
        } catch (java.net.ConnectException nothingListens) {
            end();
            pass(OutputStream.nullOutputStream());
        }
    }

    private void pass(OutputStream to) throws IOException {
        int kind = SessionFrame.BYTES;
        while (kind == SessionFrame.BYTES) {
            to.write(in.readNBytes(in.readUnsignedShort()));
            kind = in.readUnsignedByte();
        }
        in.readUnsignedShort();
    }

    private void answer(Socket local) {
        byte[] buffer = new byte[10_000];
        try {
            for (int length = local.getInputStream().read(buffer);
                    length > 0;
                    length = local.getInputStream().read(buffer)) {
                out.writeByte(SessionFrame.BYTES);
                out.writeShort(length);
                out.write(buffer, 0, length);
            }
            end();
        } catch (IOException cut) {
            // Ends with the connection.
        }
    }

    private void end() throws IOException {
        out.write(new byte[] {SessionFrame.END, 0, 0});
    }

    private static void join(Thread answers) throws IOException {
        try {
            answers.join();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
