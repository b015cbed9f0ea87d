package org.p2pvps.agent.server;

import java.io.IOException;
import java.net.URI;
import org.p2pvps.agent.device.Credentials;
import org.p2pvps.protocol.CheckInRequest;
import org.p2pvps.protocol.DesiredState;
import org.p2pvps.protocol.RegisterAnswer;
import org.p2pvps.protocol.RegisterRequest;

/**
 * What the agent asks of its server. Every method throws {@link RefusedException} if the server answers with an error, and
 * another {@link IOException} if it does not answer.
 */
public interface AgentApi {
    RegisterAnswer register(Credentials credentials, RegisterRequest request) throws IOException;

    /** A long poll: takes up to 25 s when there is no news. */
    DesiredState checkIn(Credentials credentials, CheckInRequest request) throws IOException;

    /**
     * Downloads an archive.
     *
     * @param from how many bytes are there already; the answer may begin at 0 all the same
     */
    Download download(Credentials credentials, URI address, long from) throws IOException;
}
