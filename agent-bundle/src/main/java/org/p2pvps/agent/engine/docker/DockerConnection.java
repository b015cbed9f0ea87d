package org.p2pvps.agent.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.net.URI;
import java.time.Duration;

/** How Docker is reached. Connects when asked something, so it may be made while no engine runs. */
final class DockerConnection {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Destroying a large container on an SD card takes its time. */
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private static final Duration IMPORT = Duration.ofMinutes(30);
    private static final int CONNECTIONS = 4;

    private final String host;

    DockerConnection(String host) {
        this.host = host;
    }

    DockerClient client() {
        return DockerClientImpl.getInstance(
                DefaultDockerClientConfig.createDefaultConfigBuilder()
                        .withDockerHost(host)
                        .withDockerTlsVerify(false)
                        .build(),
                transport(ANSWER));
    }

    /** For what is answered only when it is done. To be closed. */
    DockerHttpClient patientTransport() {
        return transport(IMPORT);
    }

    private DockerHttpClient transport(Duration patience) {
        return new ZerodepDockerHttpClient.Builder()
                .dockerHost(URI.create(host))
                .connectionTimeout(CONNECT)
                .responseTimeout(patience)
                .maxConnections(CONNECTIONS)
                .build();
    }
}
